import Box from '@mui/material/Box'
import Button, { type ButtonProps } from '@mui/material/Button'
import { visuallyHidden } from '@mui/utils'
import { lazy, Suspense, useId, useState, type ReactNode } from 'react'

const ReasonPopper = lazy(async () => ({ default: (await import('./reason-popper.tsx')).ReasonPopper }))

interface Props extends ButtonProps {
  /** Why this cannot be done now; undefined when it can. */
  reason: string | undefined
}

/**
 * A button that knows why it is disabled. It stays in the order of the keyboard and says its reason on hover
 * and on focus, for a reason that cannot be reached is no reason.
 */
export function ReasonedButton({ reason, onClick, children, ...rest }: Props): ReactNode {
  const id = useId()
  const [asking, setAsking] = useState<HTMLElement | null>(null)
  const stop = (): void => setAsking(null)
  return (
    <>
      <Button
        {...rest}
        aria-disabled={reason !== undefined}
        aria-describedby={reason === undefined ? undefined : id}
        onClick={(event) => {
          if (reason === undefined) onClick?.(event)
          else event.preventDefault()
        }}
        onMouseEnter={(event) => setAsking(event.currentTarget)}
        onMouseLeave={stop}
        onFocus={(event) => setAsking(event.currentTarget)}
        onBlur={stop}
        onKeyDown={(event) => {
          if (event.key === 'Escape') stop()
        }}
      >
        {children}
      </Button>
      {reason !== undefined && (
        <>
          <Box id={id} sx={visuallyHidden}>
            {reason}
          </Box>
          {asking !== null && (
            <Suspense fallback={null}>
              <ReasonPopper anchor={asking} reason={reason} />
            </Suspense>
          )}
        </>
      )}
    </>
  )
}
