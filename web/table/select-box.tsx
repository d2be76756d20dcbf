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
    <label style={{ display: 'flex', justifyContent: 'center', alignItems: 'center', minHeight: 28 }}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(box) => {
          if (box !== null) box.indeterminate = partly
        }}
        tabIndex={tabIndex}
        readOnly
        onClick={onClick}
        style={{ width: 16, height: 16, margin: 0, accentColor: 'var(--a-palette-primary-main)' }}
      />
    </label>
  )
}
