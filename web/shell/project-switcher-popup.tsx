import { project as projectKind, type Project } from '#api/kinds/project.ts'
import { listOf } from '#web/data/queries.ts'
import { sameInProject } from '#web/paths.ts'
import { nameBeside, titleOf } from '#web/ui/object-words.ts'
import { TextField } from '#web/ui/text-field.tsx'
import Autocomplete, { createFilterOptions } from '@mui/material/Autocomplete'
import Box from '@mui/material/Box'
import Popover from '@mui/material/Popover'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { recentFirst, recentProjects } from './recent-projects.ts'

interface Props {
  anchor: HTMLElement
  project: string
  onClose: () => void
}

const filterOptions = createFilterOptions<Project>({
  limit: 50,
  stringify: (object) => `${object.metadata.name} ${titleOf(object)}`,
})

/** The projects that one may see, those opened last first; typing narrows them. */
export function ProjectSwitcherPopup({ anchor, project, onClose }: Props): ReactNode {
  const { data, error } = useQuery(listOf(projectKind))
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const others = recentFirst(data?.items ?? [], recentProjects()).filter(
    ({ metadata }) => metadata.name !== project,
  )
  const nothing = error === null ? 'There is no other project' : 'The projects could not be read'
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: { sx: popupStyle, role: 'dialog', 'aria-label': 'Go to another project' },
      }}
    >
      <Autocomplete
        open
        autoHighlight
        openOnFocus
        disableClearable
        forcePopupIcon={false}
        options={others}
        loading={data === undefined && error === null}
        filterOptions={filterOptions}
        getOptionLabel={titleOf}
        getOptionKey={({ metadata }) => metadata.name}
        noOptionsText={others.length === 0 ? nothing : 'No project matches'}
        onChange={(_, { metadata }) => {
          onClose()
          void navigate(sameInProject(pathname, metadata.name))
        }}
        onClose={(_, reason) => {
          if (reason === 'escape') onClose()
        }}
        slotProps={{
          popper: {
            disablePortal: true,
            sx: { position: 'static !important', transform: 'none !important' },
          },
          paper: { elevation: 0, sx: { border: 0, boxShadow: 'none', mt: 1 } },
          listbox: { sx: { maxHeight: 320, py: 0 } },
        }}
        renderOption={({ key, ...option }, object) => (
          <Box component="li" key={key} {...option}>
            <Box sx={{ minWidth: 0 }}>
              <Typography noWrap>{titleOf(object)}</Typography>
              {nameBeside(object) !== undefined && (
                <Typography variant="caption" color="textSecondary" noWrap component="div">
                  {nameBeside(object)}
                </Typography>
              )}
            </Box>
          </Box>
        )}
        renderInput={(input) => <TextField {...input} autoFocus label="Find a project" />}
      />
    </Popover>
  )
}

const popupStyle = {
  width: 320,
  maxWidth: 'calc(100vw - 32px)',
  mt: 0.5,
  p: 1.5,
  pb: 0.5,
} as const
