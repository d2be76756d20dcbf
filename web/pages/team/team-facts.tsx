import { team as teamKind, type Team } from '#api/kinds/team.ts'
import { OwnerLink } from '#web/pages/user/person-link.tsx'
import { usePeople } from '#web/pages/user/use-people.ts'
import { getCommand } from '#web/form/commands.ts'
import { Command } from '#web/ui/command.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { CreatedFact, Fact, Facts } from '#web/ui/facts.tsx'
import { Labels } from '#web/ui/labels.tsx'
import { Section } from '#web/ui/section.tsx'
import { mono } from '#web/theme/theme.ts'
import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** What there is to know of a team besides its members. */
export function TeamFacts({ team }: { team: Team }): ReactNode {
  const people = usePeople()
  const { name, labels = {}, creationTimestamp } = team.metadata
  return (
    <Section title="About">
      <Facts>
        <Fact name="Name">
          <Box sx={{ display: 'flex', alignItems: 'center' }}>
            <Box component="span" sx={{ fontFamily: mono, fontSize: '0.8125rem', minWidth: 0 }}>
              {name}
            </Box>
            <CopyButton text={name} what="the name" />
          </Box>
        </Fact>
        <Fact name="Owner">
          <OwnerLink people={people} owner={team.spec.owner} none="Nobody" />
        </Fact>
        <CreatedFact at={creationTimestamp} />
        <Fact name="Labels">
          <Labels labels={labels} />
        </Fact>
        <Fact name="On the command line">
          <Command>{getCommand(teamKind, { name })}</Command>
        </Fact>
      </Facts>
    </Section>
  )
}
