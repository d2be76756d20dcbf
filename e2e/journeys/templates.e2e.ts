import { virtualClusterInstance } from '#api/kinds/virtual-cluster-instance.ts'
import { virtualClusterTemplate } from '#api/kinds/virtual-cluster-template.ts'
import { projectNamespace } from '#api/project-namespace.ts'
import { expectNarrow, expectReadable } from './expect-readable.ts'
import { expect, signIn, test } from './fixtures.ts'
import { managementApi } from './management-api.ts'

test.use({ seed: 'people' })

const objects = 'kind: ConfigMap\nmetadata:\n  name: {{ .Values.size | quote }}\n'

test('a template shows its versions, what it asks for, what it makes and who uses it', async ({
  page,
  server,
  api,
}) => {
  await api.create(virtualClusterTemplate, {
    name: 'sized',
    spec: {
      displayName: 'With a size',
      versions: [
        { version: '1.0.0', template: {}, parameters: [] },
        {
          version: '1.1.0',
          template: { objects },
          parameters: [{ variable: 'size', label: 'Size', defaultValue: 'small', validation: '^[a-z]+$' }],
        },
      ],
    },
  })
  await api.createProject('maker', { 'user:maya': 'user' }, { displayName: 'Maker' })
  const maya = await managementApi(server, 'maya')
  await maya.create(virtualClusterInstance, {
    name: 'mine',
    namespace: projectNamespace('maker'),
    spec: { templateRef: { name: 'sized', version: '1.1.0' } },
  })
  await signIn(page, server, 'maya', '/templates')
  const row = page.getByRole('row', { name: /sized/ })
  await expect(row).toContainText('2, newest 1.1.0')
  await row.getByRole('link', { name: 'sized' }).click()

  await expect(page.getByRole('heading', { name: 'With a size', level: 1 })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Parameters' })).toContainText('Matches ^[a-z]+$')
  const made = page.getByRole('region', { name: 'Objects inside of it' })
  await expect(made).toContainText('name: "small"')
  await page.getByRole('textbox', { name: 'Size' }).fill('large')
  await expect(made).toContainText('name: "large"')
  await expectReadable(page)
  const users = page.getByRole('region', { name: /^Used by/ })
  await expect(users.getByRole('link', { name: 'mine' })).toHaveAttribute(
    'href',
    '/projects/maker/virtualclusters/mine',
  )
  await expect(users).toContainText(/in maker/i)

  await page.getByRole('link', { name: '1.0.0', exact: true }).click()
  await expect(page.getByText('It asks for nothing.')).toBeVisible()
  await expect(page).toHaveURL(/version=1\.0\.0$/)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNarrow(page)
})
