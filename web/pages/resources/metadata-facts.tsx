import { kindCalled } from '#web/data/kinds-inside.ts'
import { getCommand } from '#web/form/commands.ts'
import { paths } from '#web/paths.ts'
import { mono } from '#web/theme/theme.ts'
import { Command } from '#web/ui/command.tsx'
import { CreatedFact, Fact, Facts } from '#web/ui/facts.tsx'
import { LabelsFact } from '#web/ui/labels.tsx'
import { counted } from '#web/ui/name-words.ts'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { OwnerLink } from './owner-link.tsx'
import type { PartProps } from './object-parts.ts'

/** What all objects have: where and since when they are, to what they belong, what they are marked with. */
export function MetadataFacts(part: PartProps): ReactNode {
  const { looked, resource, object, gone } = part
  const { name, namespace, creationTimestamp, labels, annotations = {} } = object.metadata
  const { ownerReferences = [], finalizers = [] } = object.metadata
  const notes = Object.entries(annotations)
  return (
    <Section title="About">
      <Facts>
        {namespace !== undefined && (
          <Fact name="Namespace">
            <NamespaceLink {...part} namespace={namespace} />
          </Fact>
        )}
        {ownerReferences.length > 0 && (
          <Fact name="Belongs to">
            {ownerReferences.map((owner) => (
              <div key={owner.uid}>
                <OwnerLink what={looked.what} kinds={part.kinds} owner={owner} namespace={namespace} />
              </div>
            ))}
          </Fact>
        )}
        <CreatedFact at={creationTimestamp} />
        <LabelsFact labels={labels} />
        {finalizers.length > 0 && <Fact name="Finalizers">{finalizers.map(visible).join(', ')}</Fact>}
        {notes.length > 0 && (
          <Fact name="Annotations">
            <Box component="details" sx={{ '& summary': { cursor: 'pointer' } }}>
              <summary>{counted(notes.length, 'annotation')}</summary>
              {notes.map(([key, value]) => (
                <Box key={key} sx={{ mt: 1, overflowWrap: 'anywhere' }}>
                  <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{visible(key)}</Box>
                  <Box sx={noteStyle}>{visible(value)}</Box>
                </Box>
              ))}
            </Box>
          </Fact>
        )}
        {!gone && (
          <Fact name="On the command line">
            <Box sx={{ mt: 0.5 }}>
              <Command what="the kubectl command">
                {getCommand(resource, { name, ...(looked.one === 'space' ? {} : { namespace }) })}
              </Command>
            </Box>
          </Fact>
        )}
      </Facts>
    </Section>
  )
}

const noteStyle = {
  fontFamily: mono,
  fontSize: '0.75rem',
  whiteSpace: 'pre-wrap',
  maxHeight: 160,
  overflow: 'auto',
} as const

/** A namespace of which a space is all there is has no page in it. */
function NamespaceLink({ looked, kinds, namespace }: PartProps & { namespace: string }): ReactNode {
  const kind = kindCalled(kinds, { apiVersion: 'v1', kind: 'Namespace' })
  if (looked.place.namespace !== undefined || kind === undefined) return visible(namespace)
  return (
    <Link component={RouterLink} to={paths.object(looked.what, kind, { name: namespace })}>
      {visible(namespace)}
    </Link>
  )
}
