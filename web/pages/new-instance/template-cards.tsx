import { titleOf } from '#web/ui/object-words.ts'
import { visible } from '#web/ui/visible.ts'
import Box from '@mui/material/Box'
import FormHelperText from '@mui/material/FormHelperText'
import Radio from '@mui/material/Radio'
import Typography from '@mui/material/Typography'
import { useId, type ReactNode } from 'react'
import { useController, type UseFormReturn } from 'react-hook-form'
import type { InstanceValues, Template } from './instance-form.ts'
import { contentsWords } from './template-contents.ts'

interface Props {
  form: UseFormReturn<InstanceValues>
  templates: readonly Template[]
  byDefault: string | undefined
}

/** What one may make it from, as cards of which one is chosen. */
export function TemplateCards({ form, templates, byDefault }: Props): ReactNode {
  const { control, getValues, setValue } = form
  const id = useId()
  const { field, fieldState } = useController({
    control,
    name: 'spec.templateRef.name',
    rules: {
      validate: (name) => templates.some(({ metadata }) => metadata.name === name) || 'Choose a template.',
    },
  })
  /** What was typed for the one before is put aside, and what was typed for this one is there again. */
  const choose = (name: string): void => {
    const { spec, others } = getValues()
    const { [name]: typed = {}, ...rest } = others
    setValue('others', { ...rest, [spec.templateRef.name]: spec.parameters })
    setValue('spec.parameters', typed)
    setValue('spec.templateRef.version', '')
    field.onChange(name)
  }
  const gone = field.value !== '' && !templates.some(({ metadata }) => metadata.name === field.value)
  const error = gone
    ? `The template ${visible(field.value)} is not allowed here any more. Choose another one.`
    : fieldState.error?.message
  return (
    <Box
      component="fieldset"
      role="radiogroup"
      aria-invalid={error !== undefined}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
      sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}
    >
      <Typography component="legend" variant="h3" sx={{ p: 0, mb: 1 }}>
        Template
      </Typography>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: columns } }}>
        {templates.map((template, index) => (
          <Card
            key={template.metadata.name}
            template={template}
            isDefault={template.metadata.name === byDefault}
            checked={field.value === template.metadata.name}
            name={`${id}-template`}
            onChosen={() => choose(template.metadata.name)}
            inputRef={index === 0 ? field.ref : undefined}
          />
        ))}
      </Box>
      {error !== undefined && (
        <FormHelperText error id={`${id}-error`}>
          {error}
        </FormHelperText>
      )}
    </Box>
  )
}

const columns = 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))'

interface CardProps {
  template: Template
  isDefault: boolean
  checked: boolean
  name: string
  onChosen: () => void
  inputRef: ((element: HTMLInputElement | null) => void) | undefined
}

function Card({ template, isDefault, checked, name, onChosen, inputRef }: CardProps): ReactNode {
  const id = useId()
  const { description = '' } = template.spec
  const contents = contentsWords(template)
  return (
    <Box
      component="label"
      sx={{
        display: 'flex',
        gap: 0.5,
        p: 1,
        pr: 1.5,
        border: 1,
        borderRadius: 1,
        cursor: 'pointer',
        bgcolor: checked ? 'action.selected' : 'background.paper',
        borderColor: checked ? 'primary.main' : 'divider',
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Radio
        size="small"
        name={name}
        value={template.metadata.name}
        checked={checked}
        onChange={onChosen}
        sx={{ p: 0.5, alignSelf: 'flex-start' }}
        slotProps={{
          input: {
            ...(inputRef === undefined ? {} : { ref: inputRef }),
            'aria-labelledby': `${id}-title`,
            'aria-describedby': `${id}-about`,
          },
        }}
      />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', minHeight: 28 }}>
          <Box component="span" id={`${id}-title`} sx={{ fontWeight: 600 }}>
            {titleOf(template)}
          </Box>
          {isDefault && (
            <Box component="span" sx={defaultStyle}>
              Default
            </Box>
          )}
        </Box>
        <Box id={`${id}-about`}>
          {description !== '' && <Typography variant="body2">{visible(description)}</Typography>}
          {contents !== '' && (
            <Typography variant="caption" color="textSecondary" component="div" sx={{ mt: 0.5 }}>
              {contents}
            </Typography>
          )}
        </Box>
      </Box>
    </Box>
  )
}

const defaultStyle = {
  px: 1,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  fontSize: '0.75rem',
  lineHeight: '20px',
  fontWeight: 400,
} as const
