let on = true

/** Whether single keys do something; the person may not want them to. */
export function setSingleKeys(wanted: boolean): void {
  on = wanted
}

/** Where a key is something to type, or a dialog or menu has the keyboard. */
const typing = 'input, textarea, select, [role=dialog], [role=menu], [role=textbox], .xterm, .monaco-editor'

/** Whether a key is pressed by itself, where it may mean something of ours. */
export function isSingleKey(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event
  if (!on || ctrlKey || metaKey || altKey || isComposing || defaultPrevented) return false
  return !(target instanceof HTMLElement && (target.isContentEditable || target.closest(typing) !== null))
}
