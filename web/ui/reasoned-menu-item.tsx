import Box from '@mui/material/Box'
import MenuItem, { type MenuItemProps } from '@mui/material/MenuItem'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

interface Props extends MenuItemProps {
  /** Why this cannot be done now; undefined when it can. */
  reason: string | undefined
}

/** An entry of a menu that says under its words why it is disabled. */
export function ReasonedMenuItem({ reason, onClick, children, ...rest }: Props): ReactNode {
  return (
    <MenuItem
      {...rest}
      aria-disabled={reason !== undefined}
      onClick={(event) => {
        if (reason === undefined) onClick?.(event)
      }}
    >
      <Box sx={{ minWidth: 0, whiteSpace: 'normal' }}>
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
