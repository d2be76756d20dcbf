import ViewsIcon from '@mui/icons-material/BookmarksOutlined'
import ColumnsIcon from '@mui/icons-material/ViewColumnOutlined'
import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import { lazy, memo, Suspense, type ReactNode } from 'react'
import type { Watchable } from '#web/data/fold.ts'
import { usePopup } from '#web/ui/use-popup.ts'
import { chosenColumns, type Column } from './column.ts'
import type { TableAddress } from './use-table-address.ts'

const loadViews = () => import('./views-popup.tsx')
const ViewsPopup = lazy(async () => ({ default: (await loadViews()).ViewsPopup }))
const loadColumns = () => import('./columns-popup.tsx')
const ColumnsPopup = lazy(async () => ({ default: (await loadColumns()).ColumnsPopup }))

interface Props<T extends Watchable> {
  table: string
  columns: readonly Column<T>[]
  leading: string | undefined
  address: TableAddress
}

/** The ways to look at a table: views under a name, and which columns there are. */
function TableToolsOnce<T extends Watchable>({ table, columns, leading, address }: Props<T>): ReactNode {
  const views = usePopup(loadViews)
  const choice = usePopup(loadColumns)
  return (
    <Box sx={{ display: 'flex', ml: -1 }}>
      <ToolButton label="Saved views" popup={views}>
        <ViewsIcon sx={{ fontSize: 18 }} />
      </ToolButton>
      <ToolButton label="Columns" popup={choice}>
        <ColumnsIcon sx={{ fontSize: 18 }} />
      </ToolButton>
      <Suspense fallback={null}>
        {views.anchor !== null && (
          <ViewsPopup
            anchor={views.anchor}
            table={table}
            query={address.query}
            onChoose={address.setQuery}
            onClose={views.close}
          />
        )}
        {choice.anchor !== null && (
          <ColumnsPopup
            anchor={choice.anchor}
            columns={columns}
            leading={leading}
            chosen={chosenColumns(columns, address.columns).map(({ id }) => id)}
            isStandard={address.columns === undefined}
            onChange={address.setColumns}
            onClose={choice.close}
          />
        )}
      </Suspense>
    </Box>
  )
}

/** Drawn again only when it changes itself; the cast gives `memo` back the type parameter it loses. */
export const TableTools = memo(TableToolsOnce) as typeof TableToolsOnce

interface ButtonProps {
  label: string
  popup: ReturnType<typeof usePopup>
  children: ReactNode
}

function ToolButton({ label, popup, children }: ButtonProps): ReactNode {
  return (
    <IconButton
      aria-label={label}
      title={label}
      aria-haspopup="dialog"
      aria-expanded={popup.anchor !== null}
      {...popup.button}
    >
      {children}
    </IconButton>
  )
}
