// The least that an editor of YAML in a page can be: Monaco without its extras, asked for when it is wanted.
document.querySelector('button')?.addEventListener('click', () => {
  void import('./editor.ts').then(({ show }) => show(document.getElementById('editor')))
})
