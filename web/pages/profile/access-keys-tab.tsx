import { ownedAccessKey, type OwnedAccessKey } from '#api/kinds/owned-access-key.ts'
import { listOf, self } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { Age } from '#web/ui/time.tsx'
import { Mark } from '#web/ui/tone.tsx'
import AddIcon from '@mui/icons-material/Add'
import KeyIcon from '@mui/icons-material/VpnKeyOutlined'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { Expiry } from './expiry.tsx'
import { isSession, keyTitle, wordsOfScope } from './key-scope.ts'

const loadMenu = () => import('./key-menu.tsx')
const KeyMenu = lazy(async () => ({ default: (await loadMenu()).KeyMenu }))
const NewKeyDialog = lazy(async () => ({ default: (await import('./new-key-dialog.tsx')).NewKeyDialog }))
const RevokeDialog = lazy(async () => ({ default: (await import('./revoke-dialog.tsx')).RevokeDialog }))

const columns: Column<OwnedAccessKey>[] = [
  { id: 'name', header: 'Name', value: keyTitle, width: { xs: 'auto', sm: '26%' } },
  {
    id: 'opens',
    header: 'Opens',
    value: ({ spec }) => wordsOfScope(spec.scope),
    below: { column: 'name', until: 'sm' },
  },
  {
    id: 'used',
    header: 'Last used',
    value: ({ status }) => -Date.parse(status?.lastActivity ?? '1970-01-01T00:00:00Z'),
    cell: ({ status }) => (status?.lastActivity === undefined ? 'Never' : <Age at={status.lastActivity} />),
    width: 104,
    from: 'md',
  },
  {
    id: 'expires',
    header: 'Good until',
    value: ({ status }) => status?.expires ?? '9',
    cell: (key) => <ExpiryCell accessKey={key} />,
    width: { xs: 104, sm: 132 },
  },
  ageColumn,
]

function ExpiryCell({ accessKey: { spec, status } }: { accessKey: OwnedAccessKey }): ReactNode {
  if (spec.disabled === true) return <Mark tone="unknown">Disabled</Mark>
  return <Expiry at={status?.expires} />
}

/** The keys that a person made, or that were made for a kubeconfig. Sessions are in the tab beside. */
export function AccessKeysTab(): ReactNode {
  const keys = useObjects(listOf(ownedAccessKey))
  const { accessKeyScope } = useSuspenseQuery(self).data.status
  const own = useMemo(() => keys.filter((key) => !isSession(key)), [keys])
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<OwnedAccessKey>()
  const make = (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={
        accessKeyScope === undefined
          ? undefined
          : 'You are signed in with a key that is narrowed, which makes no other keys.'
      }
      onClick={() => setMaking(true)}
    >
      New access key
    </ReasonedButton>
  )
  return (
    <>
      <ObjectTable
        what="access keys"
        objects={own}
        columns={columns}
        action={make}
        prepareMenu={() => void loadMenu()}
        renderMenu={(key, close) => <KeyMenu accessKey={key} onClose={close} onRevoke={setRevoking} />}
        empty={
          <Nothing icon={<KeyIcon />} title="You have no access key yet" actions={make}>
            A key lets a script, a pipeline or a command line act as you, or do a part of what you may. Keys
            of kubeconfigs that you download are here, too.
          </Nothing>
        }
      />
      <Suspense fallback={null}>
        {making && <NewKeyDialog onClose={() => setMaking(false)} />}
        {revoking !== undefined && (
          <RevokeDialog accessKey={revoking} onClose={() => setRevoking(undefined)} />
        )}
      </Suspense>
    </>
  )
}
