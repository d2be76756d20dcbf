import { asStatusError } from '#web/data/client.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Component, Suspense, type ReactNode } from 'react'
import { PageProblem } from './page-problem.tsx'

interface Props {
  /** Shown until the page and its data are there. */
  fallback: ReactNode
  children: ReactNode
}

/** Catches what a page throws, says what to do, and lets the page try again. Remounted for each page. */
export function PageBoundary({ fallback, children }: Props): ReactNode {
  const client = useQueryClient()
  // Asked again behind the message: the page comes back with its data, or the message stays as it is.
  const askAgain = (): Promise<void> =>
    client.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
  return (
    <Catch askAgain={askAgain}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </Catch>
  )
}

interface Caught {
  failed: boolean
  error?: unknown
}

/** React catches errors of rendering in classes only. */
class Catch extends Component<{ askAgain: () => Promise<void>; children: ReactNode }, Caught> {
  override state: Caught = { failed: false }

  static getDerivedStateFromError(error: unknown): Caught {
    return { failed: true, error }
  }

  again = (): void => {
    void this.props.askAgain().then(() => this.setState({ failed: false }))
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return <PageProblem error={asStatusError(this.state.error)} onAgain={this.again} />
  }
}
