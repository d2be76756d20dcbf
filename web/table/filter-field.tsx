import { keyStyle } from '#web/ui/key-style.ts'
import { isSingleKey } from '#web/ui/single-keys.ts'
import { useAhead } from '#web/ui/use-ahead.ts'
import ClearIcon from '@mui/icons-material/Close'
import SearchIcon from '@mui/icons-material/Search'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import OutlinedInput from '@mui/material/OutlinedInput'
import {
  lazy,
  memo,
  startTransition,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import type { Suggestion, Vocabulary } from './suggestions.ts'
import type { gatherVocabulary } from './vocabulary.ts'

const loadSuggestions = () =>
  Promise.all([import('./suggestions.ts'), import('./vocabulary.ts'), import('./suggestion-list.tsx')])
const SuggestionList = lazy(async () => {
  const [, , { SuggestionList: List }] = await loadSuggestions()
  return { default: List }
})

/** The rows as something that can be looked through. */
export interface Gathering {
  /** Called when somebody is about to type. */
  prepare: () => void
  gather: (by: typeof gatherVocabulary) => Promise<Vocabulary>
}

interface Props {
  /** What is filtered, for its name: 'teams'. */
  what: string
  value: string
  onChange: (value: string) => void
  /** Called when the person wants to go on into the rows. */
  onLeaveDown: () => void
  /** Whether it takes a line of its own where the window is narrow. */
  wide: boolean
  placeholder?: string
  /** What the terms of the filter can be made of, if it has terms. */
  vocabulary?: Gathering
  /** Called with what is typed when Enter is pressed, which may be ahead of `value`. */
  onEnter?: (text: string) => void
}

/** The filter over a table; `/` brings the focus here from anywhere on the page. */
function FilterFieldOnce(props: Props): ReactNode {
  const { what, onLeaveDown, wide, onEnter } = props
  const { text: value, type, sent } = useAhead(props.value)
  // A key is drawn at once, and what is filtered by it when there is time.
  const onChange = (text: string): void => {
    type(text)
    sent(text)
    startTransition(() => props.onChange(text))
  }
  const { placeholder = 'Text, label=value, status:failing' } = props
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || !isSingleKey(event)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const { options, active, id, ...suggesting } = useSuggestions(value, onChange, input, props.vocabulary)
  const isOpen = options.length > 0
  return (
    <Box
      sx={{
        position: 'relative',
        flex: { xs: wide ? '1 1 100%' : '1 1 200px', sm: '1 1 200px' },
        maxWidth: { sm: 360 },
      }}
    >
      <OutlinedInput
        fullWidth
        size="small"
        inputRef={input}
        value={value}
        onFocus={suggesting.prepare}
        onBlur={suggesting.close}
        onChange={({ target }) => {
          onChange(target.value)
          suggesting.open(target.selectionStart ?? target.value.length)
        }}
        onKeyDown={(event) => {
          if (suggesting.onKey(event.key)) event.stopPropagation()
          else if (event.key === 'Escape' && value !== '') onChange('')
          else if (event.key === 'ArrowDown') onLeaveDown()
          else if (event.key === 'Enter' && onEnter !== undefined) onEnter(value)
          else return
          event.preventDefault()
        }}
        placeholder={placeholder}
        inputProps={{
          'aria-label': `Filter ${what}`,
          'aria-keyshortcuts': '/',
          spellCheck: false,
          autoComplete: 'off',
          ...(props.vocabulary === undefined
            ? {}
            : {
                role: 'combobox',
                'aria-autocomplete': 'list',
                'aria-expanded': isOpen,
                'aria-controls': isOpen ? id : undefined,
                'aria-activedescendant': active === -1 ? undefined : `${id}-${active}`,
              }),
        }}
        startAdornment={
          <Box sx={{ ...besideText, mr: 1 }}>
            <SearchIcon sx={{ fontSize: 18 }} />
          </Box>
        }
        endAdornment={
          value === '' ? (
            <Box
              component="kbd"
              aria-hidden="true"
              title="Press / to filter"
              sx={{ ...keyStyle, display: { xs: 'none', sm: 'block' } }}
            >
              /
            </Box>
          ) : (
            <Box sx={{ ...besideText, ml: 1 }}>
              <IconButton
                edge="end"
                aria-label="Clear the filter"
                onClick={() => onChange('')}
                sx={{ minHeight: 28, minWidth: 28 }}
              >
                <ClearIcon sx={{ fontSize: 16 }} />
              </IconButton>
            </Box>
          )
        }
        sx={{ height: 34, '& input': { py: 0.75 } }}
      />
      {isOpen && (
        <Suspense fallback={null}>
          <SuggestionList {...{ id, options, active }} onTake={suggesting.take} />
        </Suspense>
      )}
    </Box>
  )
}

/** Drawn again only when it changes itself: rows below it may change with every frame. */
export const FilterField = memo(FilterFieldOnce)

type Loaded = Awaited<ReturnType<typeof loadSuggestions>>

/** What the word at the caret may become: while somebody types, until it is taken or sent away. */
function useSuggestions(
  value: string,
  onChange: (value: string) => void,
  input: { current: HTMLInputElement | null },
  gathering: Gathering | undefined,
) {
  const [loaded, setLoaded] = useState<Loaded>()
  const [suggestions] = loaded ?? []
  const [at, setAt] = useState<{ caret: number; active: number }>()
  const [words, setWords] = useState<Vocabulary>()
  /** What is seen while somebody types is looked through once. */
  const lookingThrough = useRef<object>(undefined)
  const caret = useRef<number>(undefined)
  // The browser puts the caret at the end of a text that it did not write itself.
  useLayoutEffect(() => {
    if (caret.current !== undefined) input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  })
  const all =
    at === undefined || words === undefined ? undefined : suggestions?.suggest(value, at.caret, words)
  const options = all?.options ?? []
  const active = at === undefined || at.active >= options.length ? -1 : at.active

  const close = (): void => {
    lookingThrough.current = undefined
    setAt(undefined)
    setWords(undefined)
  }
  const open = (place: number): void => {
    setAt({ caret: place, active: -1 })
    if (lookingThrough.current === undefined) void lookThrough()
  }
  const lookThrough = async (): Promise<void> => {
    if (gathering === undefined) return
    const mine = {}
    lookingThrough.current = mine
    const [, { gatherVocabulary }] = await loadSuggestions()
    const found = await gathering.gather(gatherVocabulary)
    if (lookingThrough.current === mine) setWords(found)
  }
  const take = (option: Suggestion): void => {
    if (suggestions === undefined || all === undefined) return
    const next = suggestions.taken(value, all, option)
    caret.current = next.caret
    onChange(next.typed)
    if (option.open) open(next.caret)
    else close()
  }
  return {
    id: useId(),
    options,
    active,
    open,
    close,
    take,
    prepare: (): void => {
      gathering?.prepare()
      if (gathering !== undefined) void loadSuggestions().then(setLoaded)
    },
    /** Whether a key was meant for the suggestions. */
    onKey(key: string): boolean {
      if (at === undefined || options.length === 0) return false
      const chosen = options[active]
      if (key === 'ArrowDown') setAt({ ...at, active: (active + 1) % options.length })
      else if (key === 'ArrowUp') setAt({ ...at, active: (active < 1 ? options.length : active) - 1 })
      else if (key === 'Escape') close()
      else if ((key === 'Enter' || key === 'Tab') && chosen !== undefined) take(chosen)
      else return false
      return true
    },
  }
}

const besideText = { display: 'flex', flex: 'none', color: 'action.active' } as const
