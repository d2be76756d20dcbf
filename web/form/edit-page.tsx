import { objectOf } from '#web/data/queries.ts'
import { useObject } from '#web/data/use-data.ts'
import { titleOf } from '#web/ui/object-words.ts'
import { Page } from '#web/ui/page.tsx'
import type { ComponentProps, ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { EditForm } from './edit-form.tsx'
import type { Tree } from './merge.ts'

interface Props<Values extends Tree> extends Pick<
  ComponentProps<typeof EditForm<Values>>,
  'of' | 'fields' | 'labels' | 'children'
> {
  name: string
  /** The page of the object, to which one returns. */
  page: string
}

/** A page of its own on which an object is changed. */
export function EditPage<Values extends Tree>({ name, page, ...form }: Props<Values>): ReactNode {
  const navigate = useNavigate()
  const { object, gone } = useObject(objectOf(form.of.kind, name))
  return (
    <Page title={`Edit ${titleOf(object)}`}>
      <EditForm
        {...form}
        object={object}
        gone={gone}
        action="Save changes"
        cancel={page}
        onSaved={() => void navigate(page)}
      />
    </Page>
  )
}
