/**
 * Every colour of the console, for light and for dark. One accent; the greys lean slightly towards it. Text
 * has a contrast of at least 4.5 on each of the surfaces, borders of inputs at least 3.
 */
export const light = {
  primary: { main: '#2b59c3', dark: '#1f4499', light: '#5079d6', contrastText: '#ffffff' },
  error: { main: '#b3261e', dark: '#8c1d17', contrastText: '#ffffff' },
  warning: { main: '#8a5300', light: '#c77f0a', contrastText: '#ffffff' },
  success: { main: '#1a7343', contrastText: '#ffffff' },
  info: { main: '#2b59c3', contrastText: '#ffffff' },
  background: { default: '#f6f7f9', paper: '#ffffff' },
  text: { primary: '#1a212c', secondary: '#566173', disabled: '#7b8595' },
  divider: '#e0e4ea',
  action: { hover: '#f1f4f8', selected: '#e8eefa', focus: '#e8eefa' },
}

export const dark = {
  primary: { main: '#8db0ff', dark: '#6f97ee', light: '#b3caff', contrastText: '#0e1730' },
  error: { main: '#ff9a92', dark: '#ffb8b2', contrastText: '#3a0805' },
  warning: { main: '#f2bd63', light: '#f2bd63', contrastText: '#2e1f00' },
  success: { main: '#6fd19a', contrastText: '#04240f' },
  info: { main: '#8db0ff', contrastText: '#0e1730' },
  background: { default: '#0e1217', paper: '#151a21' },
  text: { primary: '#e3e8ef', secondary: '#9ba7b8', disabled: '#788394' },
  divider: '#29313c',
  action: { hover: '#1b222b', selected: '#1c2740', focus: '#1c2740' },
}
