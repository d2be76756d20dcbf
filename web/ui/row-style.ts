/** An entry of a list in a card: apart from the one before it. */
export const rowStyle = { px: 2, '&:not(:first-of-type)': { borderTop: 1, borderColor: 'divider' } } as const
