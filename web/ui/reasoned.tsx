import Button, { type ButtonProps } from '@mui/material/Button'
import MenuItem, { type MenuItemProps } from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import Typography from '@mui/material/Typography'
import Box from '@mui/material/Box'
import { visuallyHidden } from '@mui/utils'
import { useId, type ReactNode } from 'react'

interface Reasoned {
  /** Why this cannot be done now; undefined when it can. */
  reason: string | undefined
}

/**
 * A button that knows why it is disabled. It stays in the order of the keyboard, for a reason that cannot be
 * reached is no reason.
 */
export function ReasonedButton({ reason, onClick, children, ...rest }: ButtonProps & Reasoned): ReactNode {
  const id = useId()
  return (
    <>
      <Tooltip title={reason ?? ''} describeChild>
        <Button
          {...rest}
          aria-disabled={reason !== undefined}
          aria-describedby={reason === undefined ? undefined : id}
          onClick={(event) => {
            if (reason === undefined) onClick?.(event)
            else event.preventDefault()
          }}
        >
          {children}
        </Button>
      </Tooltip>
      {reason !== undefined && (
        <Box id={id} sx={visuallyHidden}>
          {reason}
        </Box>
      )}
    </>
  )
}

/** The same for an entry of a menu, where the reason stands under the words. */
export function ReasonedMenuItem({
  reason,
  onClick,
  children,
  ...rest
}: MenuItemProps & Reasoned): ReactNode {
  return (
    <MenuItem
      {...rest}
      aria-disabled={reason !== undefined}
      onClick={(event) => {
        if (reason === undefined) onClick?.(event)
      }}
    >
      <Box sx={{ maxWidth: 280, whiteSpace: 'normal' }}>
        <Typography color={reason === undefined ? 'inherit' : 'textDisabled'}>{children}</Typography>
        {reason !== undefined && (
          <Typography variant="caption" color="textSecondary" component="div">
            {reason}
          </Typography>
        )}
      </Box>
    </MenuItem>
  )
}
