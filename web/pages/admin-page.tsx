import { team } from '#api/kinds/team.ts'
import { user } from '#api/kinds/user.ts'
import { settingsPath, type Settings } from '#api/settings.ts'
import { request } from '#web/data/client.ts'
import { listOf, self, version } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { paths } from '#web/paths.ts'
import { who } from '#web/shell/who.ts'
import { mono } from '#web/theme/theme.ts'
import { Fact, Facts } from '#web/ui/facts.tsx'
import { NotForYou } from '#web/ui/not-for-you.tsx'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import { Section } from '#web/ui/section.tsx'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { roleMeanings, roleWords } from './project/roles.ts'

/** The role of platform admins; it is named here, because its file brings the schemas of all kinds. */
const adminRole = 'loft-management-admin'

const settings = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => request<Settings>('GET', settingsPath, { signal }),
  staleTime: 60_000,
})

/** How the server is set up, to read; and who is over it. */
export function AdminPage(): ReactNode {
  const { isAdmin } = who(useSuspenseQuery(self).data)
  return (
    <Page title="Administration">
      {isAdmin ? (
        <Administration />
      ) : (
        <NotForYou what="Administration">
          It says how the server is set up, and is for platform admins. They can also tell you who they are.
        </NotForYou>
      )}
    </Page>
  )
}

function Administration(): ReactNode {
  return (
    <>
      <Typography color="textSecondary" sx={{ maxWidth: 720 }}>
        What is set up when the server starts stands here to be read: it is changed by the environment of the
        server and a new start. What people did stands in the{' '}
        <Link component={RouterLink} to={paths.audit()}>
          audit
        </Link>
        .
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Server />
        <SignIn />
        <Admins />
        <Roles />
      </Box>
    </>
  )
}

function Server(): ReactNode {
  const { aerie, kubeVersion, notice, docs } = useSuspenseQuery(version).data
  const { origins, bind, address, auditFile, instanceID, limits } = useSuspenseQuery(settings).data
  return (
    <Section title="Server">
      <Facts>
        <Fact name="Version">
          Aerie {aerie}, Kubernetes {kubeVersion}
        </Fact>
        {notice !== undefined && <Fact name="Clusters">{visible(notice)}</Fact>}
        <Fact name="Documentation (AERIE_DOCS_URL)">
          {docs === undefined ? (
            'Nowhere yet: where that says an address, the help of the console leads to it.'
          ) : (
            <Link href={docs} target="_blank" rel="noreferrer">
              {docs}
            </Link>
          )}
        </Fact>
        <Fact name="Addresses of the console (AERIE_URL)">
          {origins.map((origin) => (
            <div key={origin}>{origin}</div>
          ))}
        </Fact>
        <Fact name="Address in kubeconfigs">{address}</Fact>
        <Fact name="https listens at (AERIE_BIND)">{bind}</Fact>
        <Fact name="Audit file of this server">
          <Box component="code" sx={{ fontFamily: mono, fontSize: '0.8125rem' }}>
            {auditFile}
          </Box>
        </Fact>
        <Fact name="Limits">
          {limits.requestBytes / 1024 / 1024} MiB in one request, {limits.requestsPerPerson} requests and
          streams of one person at a time
        </Fact>
        <Fact name="Installation">{instanceID}</Fact>
      </Facts>
    </Section>
  )
}

function SignIn(): ReactNode {
  const { signIn } = useSuspenseQuery(settings).data
  return (
    <Section title="Sign-in">
      <Facts>
        {signIn.map(({ method, shortestPassword, sessionSeconds }) => (
          <Fact key={method} name="By password">
            At least {shortestPassword} characters. A session lasts {sessionSeconds / 3600} hours; wrong tries
            are slowed down for an account and for an address.
          </Fact>
        ))}
        <Fact name="Other ways">None is set up.</Fact>
        <Fact name="A password that is lost">
          That of the user admin is made anew by starting the server with --reset-admin.
        </Fact>
      </Facts>
    </Section>
  )
}

/** Whoever has the role, by themselves or with a team. */
function Admins(): ReactNode {
  const users = useObjects(listOf(user))
  const teams = useObjects(listOf(team)).filter(({ spec }) => holds(spec))
  const people = users.flatMap((one) => {
    const { name } = one.metadata
    const through = teams.filter(({ spec }) => spec.users?.includes(name) === true).map(titleOf)
    const ways = [...(holds(one.spec) ? ['themselves'] : []), ...through.map((title) => `team ${title}`)]
    return ways.length === 0
      ? []
      : [{ name, title: titleOf(one), ways, disabled: one.spec.disabled === true }]
  })
  return (
    <Section title="Platform admins" count={people.length}>
      <Facts>
        {people.map(({ name, title, ways, disabled }) => (
          <Fact key={name} name={`By ${ways.join(' and ')}${disabled ? ', may not sign in' : ''}`}>
            <Link component={RouterLink} to={paths.user(name)}>
              {title}
            </Link>
            {title !== name && ` (${name})`}
          </Fact>
        ))}
      </Facts>
    </Section>
  )
}

function holds({
  clusterRoles = [],
}: {
  clusterRoles?: { name?: string | undefined }[] | undefined
}): boolean {
  return clusterRoles.some(({ name }) => name === adminRole)
}

function Roles(): ReactNode {
  return (
    <Section title="Roles">
      <Facts>
        <Fact name="Platform admin">Everything, in all projects and on all clusters.</Fact>
        {(['admin', 'user', 'viewer'] as const).map((role) => (
          <Fact key={role} name={`${roleWords[role]} of a project`}>
            {roleMeanings[role].charAt(0).toUpperCase() + roleMeanings[role].slice(1)}
          </Fact>
        ))}
      </Facts>
    </Section>
  )
}
