import { asideStyle, besideStyle } from '#web/form/beside-style.ts'
import type { Tree } from '#web/form/merge.ts'
import Box from '@mui/material/Box'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { FormOf } from './form-of.ts'

// What writes YAML weighs as much as a form, and stands at its end: so it comes behind it.
const YamlSide = lazy(async () => ({ default: (await import('./yaml-side.tsx')).YamlSide })) as Side

type Side = <Values extends Tree>(props: YamlSideProps<Values>) => ReactNode

export interface YamlSideProps<Values extends Tree> {
  form: UseFormReturn<Values>
  of: FormOf<Values>
  /** The name that the object has already. */
  name?: string | undefined
  /** Told why the form cannot follow what was written; undefined once it can. */
  onProblem: (problem: string | undefined) => void
}

interface Props<Values extends Tree> extends Omit<YamlSideProps<Values>, 'onProblem'> {
  /** The form, given why it cannot be sent as its other side is written. */
  children: (written: string | undefined) => ReactNode
}

/** A form with the YAML of its object beside it, each following the other. */
export function BesideYaml<Values extends Tree>({ children, ...side }: Props<Values>): ReactNode {
  const [problem, setProblem] = useState<string>()
  return (
    <Box sx={besideStyle}>
      {children(problem)}
      <Box sx={asideStyle}>
        <Suspense fallback={null}>
          <YamlSide {...side} onProblem={setProblem} />
        </Suspense>
      </Box>
    </Box>
  )
}
