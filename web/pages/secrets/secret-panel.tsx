import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { useReasonAgainst } from '#web/data/access.ts'
import { SidePanel } from '#web/pages/inside/side-panel.tsx'
import { HiddenValue } from '#web/pages/resources/data-facts.tsx'
import { OwnerLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { nameBeside, titleOf } from '#web/ui/object-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Section } from '#web/ui/section.tsx'
import { Time } from '#web/ui/time.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { readersOf, readersWords } from './secret-form.ts'

interface Props {
  /** As the address names it. */
  name: string
  /** Undefined where there is none, or none any more. */
  secret: ProjectSecret | undefined
  onClose: () => void
  onEdit: (secret: ProjectSecret) => void
  onDelete: (secret: ProjectSecret) => void
}

/** A secret with its values, each hidden until somebody wants to see this very one. */
export function SecretPanel({ name, secret, onClose, onEdit, onDelete }: Props): ReactNode {
  if (secret === undefined) {
    return (
      <SidePanel title={visible(name)} onClose={onClose}>
        <Typography color="textSecondary">
          There is no such secret, or you may not see it any more.
        </Typography>
      </SidePanel>
    )
  }
  return (
    <SidePanel title={titleOf(secret)} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <About secret={secret} />
        <Actions secret={secret} onEdit={onEdit} onDelete={onDelete} />
        <Values secret={secret} />
      </Box>
    </SidePanel>
  )
}

function About({ secret }: Pick<Parts, 'secret'>): ReactNode {
  const people = usePeople()
  const { metadata, spec } = secret
  const { description = '' } = spec
  return (
    <Box sx={{ mx: -2 }}>
      <Facts>
        {nameBeside(secret) !== undefined && <Fact name="Name">{visible(metadata.name)}</Fact>}
        {description !== '' && (
          <Fact name="Description">
            <Box component="span" sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {visible(description)}
            </Box>
          </Fact>
        )}
        <Fact name="Owner">
          <OwnerLink people={people} owner={spec.owner} />
        </Fact>
        <Fact name="Who may read it">{readersWords[readersOf(spec)]}</Fact>
        <Fact name="Made">
          <Time at={metadata.creationTimestamp ?? ''} />
        </Fact>
      </Facts>
    </Box>
  )
}

function Values({ secret: { metadata, spec } }: Pick<Parts, 'secret'>): ReactNode {
  const entries = Object.entries(spec.data ?? {}).toSorted(([one], [other]) => one.localeCompare(other))
  return (
    <Section title="Values" count={entries.length}>
      {entries.length === 0 && <Typography sx={{ px: 2, py: 1.5 }}>Nothing is in it.</Typography>}
      {entries.map(([key, value]) => (
        <HiddenValue key={`${metadata.uid}/${key}`} name={key} value={value} />
      ))}
    </Section>
  )
}

interface Parts {
  secret: ProjectSecret
  onEdit: (secret: ProjectSecret) => void
  onDelete: (secret: ProjectSecret) => void
}

function Actions({ secret, onEdit, onDelete }: Parts): ReactNode {
  const { name, namespace } = secret.metadata
  const againstPatch = useReasonAgainst('patch', projectSecret, name, namespace)
  const againstDelete = useReasonAgainst('delete', projectSecret, name, namespace)
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      <ReasonedButton variant="outlined" reason={againstPatch} onClick={() => onEdit(secret)}>
        Edit
      </ReasonedButton>
      <ReasonedButton color="error" reason={againstDelete} onClick={() => onDelete(secret)}>
        Delete
      </ReasonedButton>
    </Box>
  )
}
