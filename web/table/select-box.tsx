import type { MouseEvent, ReactNode } from 'react'

interface Props {
  label: string
  checked: boolean
  /** Whether some of what it stands for is chosen, and some is not. */
  partly?: boolean
  tabIndex?: number
  onClick: (event: MouseEvent<HTMLInputElement>) => void
}

export const selectWidth = 40

/** The browser's own box: a table has many of them, and they cost nothing. All of its cell takes the click. */
export function SelectBox({ label, checked, partly = false, tabIndex, onClick }: Props): ReactNode {
  return (
    <label className="select">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={partly ? markPartly : markWhole}
        tabIndex={tabIndex}
        readOnly
        onClick={onClick}
      />
    </label>
  )
}

function markPartly(box: HTMLInputElement | null): void {
  if (box !== null) box.indeterminate = true
}

function markWhole(box: HTMLInputElement | null): void {
  if (box !== null) box.indeterminate = false
}
