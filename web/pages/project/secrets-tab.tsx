import { projectSecret, type ProjectSecret } from '#api/kinds/project-secret.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { checking, useReasonAgainst } from '#web/data/access.ts'
import { listOf } from '#web/data/queries.ts'
import { useObjects } from '#web/data/use-data.ts'
import { Beside } from '#web/pages/inside/beside.tsx'
import { useOpened } from '#web/pages/inside/use-opened.ts'
import { ageColumn } from '#web/table/age-column.tsx'
import type { Column } from '#web/table/column.ts'
import { ObjectTable } from '#web/table/object-table.tsx'
import { Nothing } from '#web/ui/nothing.tsx'
import { ownerWords } from '#web/ui/object-words.ts'
import { ReasonedButton } from '#web/ui/reasoned.tsx'
import { useParam } from '#web/ui/use-param.ts'
import { visible } from '#web/ui/visible.ts'
import AddIcon from '@mui/icons-material/Add'
import SecretIcon from '@mui/icons-material/KeyOutlined'
import { lazy, Suspense, useState, type ReactNode } from 'react'

const loadMenu = () => import('#web/pages/secrets/secret-menu.tsx')
const SecretMenu = lazy(async () => ({ default: (await loadMenu()).SecretMenu }))
const SecretPanel = lazy(async () => ({
  default: (await import('#web/pages/secrets/secret-panel.tsx')).SecretPanel,
}))
const SecretDialog = lazy(async () => ({
  default: (await import('#web/pages/secrets/secret-dialog.tsx')).SecretDialog,
}))
const DeleteSecret = lazy(async () => ({
  default: (await import('#web/pages/secrets/delete-secret.tsx')).DeleteSecret,
}))

const columns: Column<ProjectSecret>[] = [
  { id: 'name', header: 'Name', value: ({ metadata }) => metadata.name, width: { xs: 'auto', sm: '30%' } },
  {
    id: 'displayName',
    header: 'Display name',
    value: ({ spec }) => visible(spec.displayName ?? ''),
    from: 'lg',
  },
  // No value is ever drawn in a row, or found by the filter.
  {
    id: 'keys',
    header: 'Keys',
    value: ({ spec }) =>
      Object.keys(spec.data ?? {})
        .toSorted()
        .map(visible)
        .join(', '),
    below: { column: 'name', until: 'sm' },
  },
  { id: 'owner', header: 'Owner', value: ownerWords, width: 132, from: 'sm' },
  ageColumn,
]

type Asked = { what: 'new' } | { what: 'edit' | 'delete'; secret: ProjectSecret }

const nameOf = ({ metadata }: ProjectSecret): string => metadata.name

/** The secrets of a project that the person may read; their values show where one is opened. */
export function SecretsTab(): ReactNode {
  const namespace = projectNamespace(useParam('project'))
  const secrets = useObjects(listOf(projectSecret, namespace))
  const { opened, href, close } = useOpened('secret', nameOf)
  const [asked, setAsked] = useState<Asked>()
  const against = useReasonAgainst('create', projectSecret, undefined, namespace)
  const shown = secrets.find(({ metadata }) => metadata.name === opened)
  const ask = (what: 'edit' | 'delete') => (secret: ProjectSecret) => setAsked({ what, secret })
  const done = (): void => setAsked(undefined)
  const add = (
    <ReasonedButton
      variant="contained"
      startIcon={<AddIcon />}
      reason={against}
      onClick={() => setAsked({ what: 'new' })}
    >
      New secret
    </ReasonedButton>
  )
  const panel = opened !== undefined && (
    <SecretPanel
      key={shown?.metadata.uid}
      name={opened}
      secret={shown}
      onClose={close}
      onEdit={ask('edit')}
      onDelete={ask('delete')}
    />
  )
  return (
    <>
      <Beside panel={panel} opened={shown}>
        <ObjectTable
          what="secrets"
          objects={secrets}
          columns={columns}
          href={href}
          prepareMenu={() => void loadMenu()}
          renderMenu={(secret, onClose) => (
            <SecretMenu
              secret={secret}
              href={href(secret)}
              onClose={onClose}
              onEdit={ask('edit')}
              onDelete={ask('delete')}
            />
          )}
          action={add}
          empty={<NoSecrets add={add} against={against} />}
        />
      </Beside>
      <Suspense fallback={null}>
        {asked !== undefined && asked.what !== 'delete' && (
          <SecretDialog
            namespace={namespace}
            secret={asked.what === 'edit' ? asked.secret : undefined}
            onClose={done}
            onSaved={done}
          />
        )}
        {asked?.what === 'delete' && <DeleteSecret secret={asked.secret} onClose={done} onDeleted={done} />}
      </Suspense>
    </>
  )
}

function NoSecrets({ add, against }: { add: ReactNode; against: string | undefined }): ReactNode {
  return (
    <Nothing icon={<SecretIcon />} title="There is no secret in this project that you may read" actions={add}>
      A secret keeps values such as passwords and tokens, encrypted where they are stored, for its owner, the
      admins of the project and whom it is shared with. They are read here and on command lines.{' '}
      {against !== undefined &&
        against !== checking &&
        'An admin of the project can give you the role User, with which you may make one.'}
    </Nothing>
  )
}
