import { builtInValues, parameterValues, type AppParameter } from '#api/parameters.ts'
import { render } from '#api/template.ts'
import { messageOf } from '#kube/errors.ts'
import { SelectInput } from '#web/form/select-input.tsx'
import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { sentence } from '#web/ui/error-words.ts'
import { Section } from '#web/ui/section.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { visible } from '#web/ui/visible.ts'
import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { stringify } from 'yaml'
import { ruleWords } from './rule-words.ts'
import type { Definition, TemplateSide } from './template-sides.ts'

interface Props {
  parameters: readonly AppParameter[]
  definition: Definition
  side: TemplateSide
}

/** What a template makes, filled in with values that can be tried out; nothing is sent. */
export function Rendered({ parameters, definition, side }: Props): ReactNode {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const { values, problems } = parameterValues(parameters, textOf(typed))
  const filled = { ...values, ...builtInValues(example(side)) }
  const parts = partsOf(definition, side)
  return (
    <Section title="What it makes">
      <Box sx={{ display: 'grid', gap: 2.5, px: 2, py: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {parameters.length > 0 && (
          <Box
            component="fieldset"
            sx={{
              m: 0,
              p: 0,
              border: 0,
              minWidth: 0,
              display: 'grid',
              gap: 2,
              gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
            }}
          >
            <Typography component="legend" color="textSecondary" sx={{ mb: 1.5, p: 0 }}>
              Try values: what is left empty has its default. Nothing is made.
            </Typography>
            {parameters.map((parameter) => {
              const { variable = '' } = parameter
              return (
                <ValueInput
                  key={variable}
                  parameter={parameter}
                  value={typed[variable] ?? ''}
                  problem={problems.find((problem) => problem.variable === variable)?.message}
                  onChange={(text) => setTyped({ ...typed, [variable]: text })}
                />
              )
            })}
          </Box>
        )}
        {parts.length === 0 && (
          <Typography color="textSecondary">
            {side.One === 'Space' ? 'An empty namespace.' : 'A virtual cluster as vcluster makes it.'}
          </Typography>
        )}
        {parts.map(({ title, text }) => (
          <Part key={title} title={title} text={text} values={filled} />
        ))}
      </Box>
    </Section>
  )
}

interface InputProps {
  parameter: AppParameter
  value: string
  problem: string | undefined
  onChange: (text: string) => void
}

function ValueInput({ parameter, value, problem, onChange }: InputProps): ReactNode {
  const { variable = '', label = '', options = [], type, defaultValue = '' } = parameter
  const words = visible(label === '' ? variable : label)
  // An empty field is no mistake of whoever only looks.
  const said = value === '' ? undefined : problem
  const helperText = said === undefined ? ruleWords(parameter) : sentence(`it ${said}`)
  const choices = type === 'boolean' ? ['true', 'false'] : options
  const standard = defaultValue === '' ? 'Default: none' : `Default: ${visible(defaultValue)}`
  if (choices.length > 0) {
    return (
      <SelectInput
        label={words}
        value={value}
        options={[['', standard], ...choices.map((option) => [option, option] as const)]}
        error={said !== undefined}
        helperText={helperText}
        onChange={onChange}
      />
    )
  }
  return (
    <TextField
      label={words}
      value={value}
      error={said !== undefined}
      helperText={helperText}
      multiline={type === 'multiline'}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{
        inputLabel: { shrink: true },
        input: { notched: true },
        htmlInput: {
          placeholder: type === 'password' ? '' : defaultValue,
          autoComplete: 'off',
          spellCheck: false,
        },
      }}
      {...(type === 'password' ? { type: 'password' } : {})}
    />
  )
}

/** The values as an object would have them: nested as the dotted variables say, and only what was typed. */
function textOf(typed: Readonly<Record<string, string>>): string {
  const tree: Record<string, unknown> = {}
  for (const [variable, text] of Object.entries(typed)) {
    if (text === '') continue
    const path = variable.split('.')
    let at = tree
    for (const key of path.slice(0, -1)) {
      const inner: Record<string, unknown> = typeof at[key] === 'object' ? { ...at[key] } : {}
      at[key] = inner
      at = inner
    }
    at[path.at(-1) ?? ''] = text
  }
  return Object.keys(tree).length === 0 ? '' : stringify(tree)
}

/** Whom the example is made for; what stands here is in what is shown. */
function example({ path }: TemplateSide) {
  const about = { name: 'example', project: 'project', cluster: 'cluster', owner: { user: 'somebody' } }
  return path === 'space'
    ? { ...about, space: 'project-s-example' }
    : { ...about, virtualClusterName: 'example', virtualClusterNamespace: 'project-v-example' }
}

function partsOf(definition: Definition, { path }: TemplateSide): { title: string; text: string }[] {
  const { objects = '', helmRelease, spaceTemplate } = definition
  const release = helmRelease?.chart?.version ?? ''
  return [
    {
      title: release === '' ? 'Values of vcluster' : `Values of vcluster ${release}`,
      text: helmRelease?.values ?? '',
    },
    { title: path === 'space' ? 'Objects in its namespace' : 'Objects inside of it', text: objects },
    { title: 'Objects in its namespace on the host', text: spaceTemplate?.objects ?? '' },
  ].filter(({ text }) => text.trim() !== '')
}

interface PartProps {
  title: string
  text: string
  values: unknown
}

function Part({ title, text, values }: PartProps): ReactNode {
  const result = rendered(text, values)
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography variant="h3">{title}</Typography>
        {'text' in result && <CopyButton text={result.text} what={title.toLowerCase()} />}
      </Box>
      {'problem' in result ? (
        <Alert severity="warning">{sentence(result.problem)}</Alert>
      ) : (
        <Box component="pre" role="region" aria-label={title} tabIndex={0} sx={textStyle}>
          {visibleLines(result.text)}
        </Box>
      )}
    </Box>
  )
}

function visibleLines(text: string): string {
  return text.trim().split('\n').map(visible).join('\n')
}

function rendered(text: string, values: unknown): { text: string } | { problem: string } {
  try {
    return { text: render(text, values) }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

const textStyle = {
  m: 0,
  mt: 0.5,
  px: 1.5,
  py: 1,
  maxHeight: 360,
  overflow: 'auto',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  bgcolor: 'background.default',
  fontFamily: mono,
  fontSize: '0.8125rem',
} as const
