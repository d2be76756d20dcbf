/** A key of the keyboard. */
export const keyStyle = {
  px: 0.75,
  border: 1,
  borderColor: 'divider',
  borderRadius: 0.5,
  fontFamily: 'inherit',
  fontSize: '0.75rem',
  lineHeight: '18px',
  color: 'text.secondary',
} as const
