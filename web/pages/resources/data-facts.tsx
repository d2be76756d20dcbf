import { fieldsOf, textOf } from '#web/pages/inside/fields.ts'
import { mono } from '#web/theme/theme.ts'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { rowStyle } from '#web/ui/row-style.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState, type ReactNode } from 'react'
import { bytesWords, decoded } from './decoded.ts'
import type { PartProps } from './object-parts.ts'

/** What a ConfigMap holds, each text under its key. */
export function DataFacts({ object }: PartProps): ReactNode {
  const texts = Object.entries(fieldsOf(object['data']))
  const binary = Object.entries(fieldsOf(object['binaryData']))
  return (
    <Section title="Data" count={texts.length + binary.length}>
      {texts.length + binary.length === 0 && <Empty />}
      {texts.map(([key, value]) => (
        <Entry key={key} name={key} action={<CopyButton text={textOf(value)} what={key} />}>
          <Text label={key}>{textOf(value)}</Text>
        </Entry>
      ))}
      {binary.map(([key, value]) => (
        <Entry key={key} name={key}>
          <Quiet>{bytesWords(decoded(textOf(value)).length)}, no text</Quiet>
        </Entry>
      ))}
    </Section>
  )
}

/** What a Secret holds: each value is hidden until somebody wants to see this very one. */
export function SecretFacts({ object }: PartProps): ReactNode {
  const entries = Object.entries(fieldsOf(object['data']))
  return (
    <Section title="Data" count={entries.length} aside={<Quiet>{visible(textOf(object['type']))}</Quiet>}>
      {entries.length === 0 && <Empty />}
      {entries.map(([key, value]) => (
        <HiddenValue key={key} name={key} value={textOf(value)} />
      ))}
    </Section>
  )
}

/** A value in base64 under its key, for whoever asks to see it. */
export function HiddenValue({ name, value }: { name: string; value: string }): ReactNode {
  const [revealed, setRevealed] = useState(false)
  const { text, length } = decoded(value)
  return (
    <Entry
      name={name}
      action={
        <>
          {text !== undefined && <CopyButton text={text} what={`the value of ${name}`} />}
          <Button
            aria-expanded={revealed}
            aria-label={`${revealed ? 'Hide' : 'Show'} the value of ${name}`}
            onClick={() => setRevealed(!revealed)}
          >
            {revealed ? 'Hide' : 'Show'}
          </Button>
        </>
      }
    >
      {!revealed && <Quiet>Hidden, {bytesWords(length)}</Quiet>}
      {revealed &&
        (text === undefined ? (
          <Quiet>{bytesWords(length)}, no text</Quiet>
        ) : (
          <Text label={name}>{text}</Text>
        ))}
    </Entry>
  )
}

function Entry({
  name,
  action,
  children,
}: {
  name: string
  action?: ReactNode
  children: ReactNode
}): ReactNode {
  return (
    <Box sx={{ ...rowStyle, py: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 32 }}>
        <Typography variant="h3" sx={{ minWidth: 0, mr: 'auto', overflowWrap: 'anywhere' }}>
          {visible(name)}
        </Typography>
        {action}
      </Box>
      {children}
    </Box>
  )
}

function Text({ label, children }: { label: string; children: string }): ReactNode {
  if (children === '') return <Quiet>Empty</Quiet>
  return (
    <Box component="pre" tabIndex={0} role="group" aria-label={label} sx={textStyle}>
      {visible(children)}
    </Box>
  )
}

const textStyle = {
  m: 0,
  maxHeight: 320,
  overflow: 'auto',
  fontFamily: mono,
  fontSize: '0.8125rem',
  lineHeight: 1.5,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
} as const

function Empty(): ReactNode {
  return (
    <Box sx={{ px: 2, py: 1.5 }}>
      <Quiet>Nothing is in it.</Quiet>
    </Box>
  )
}

function Quiet({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography variant="body2" color="textSecondary" component="span">
      {children}
    </Typography>
  )
}
