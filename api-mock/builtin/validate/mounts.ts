import { type FieldCause, forbiddenValue, invalidValue, notFoundValue } from '#kube/causes.ts'
import { isObject, type JsonObject } from '#kube/json.ts'
import { fieldsOf, textOf } from '#api-mock/resources/values.ts'
import { each, oneOf, optionalOneOf, required, when } from './checks.ts'
import { descendingPath } from './paths.ts'
import { isSet, objectsOf } from './reading.ts'

/** The volumes that a container may use, by name. */
export type Volumes = ReadonlyMap<string, JsonObject>

export function volumeMounts(container: JsonObject, volumes: Volumes, field: string): FieldCause[] {
  const devices = objectsOf(container.volumeDevices)
  const seen = new Set<string>()
  return each(container.volumeMounts, field, (mount, path) => {
    const name = textOf(mount.name)
    const mountPath = textOf(mount.mountPath)
    const twice = seen.has(mountPath)
    seen.add(mountPath)
    const at = `${path}.mountPath`
    return [
      ...required(name, `${path}.name`),
      ...when(!volumes.has(name), notFoundValue(`${path}.name`, name)),
      ...required(mountPath, at),
      ...when(twice, invalidValue(at, mountPath, 'must be unique')),
      ...when(
        devices.some((device) => device.name === name),
        invalidValue(`${path}.name`, name, 'must not already exist in volumeDevices'),
      ),
      ...when(
        devices.some((device) => device.devicePath === mountPath),
        invalidValue(at, mountPath, 'must not already exist as a path in volumeDevices'),
      ),
      // The server names no item from here on.
      ...subPaths(mount, path, field),
      ...propagation(mount, container, `${field}.mountPropagation`),
      ...recursion(mount, `${field}.recursiveReadOnly`),
    ]
  })
}

function subPaths(mount: JsonObject, path: string, field: string): FieldCause[] {
  const subPath = textOf(mount.subPath)
  const expression = textOf(mount.subPathExpr)
  const both = 'subPathExpr and subPath are mutually exclusive'
  return [
    ...(subPath === '' ? [] : descendingPath(subPath, `${field}.subPath`)),
    ...(expression === ''
      ? []
      : [
          ...when(subPath !== '', invalidValue(`${path}.subPathExpr`, expression, both)),
          ...descendingPath(expression, `${field}.subPathExpr`),
        ]),
  ]
}

function propagation(mount: JsonObject, container: JsonObject, field: string): FieldCause[] {
  const privileged = fieldsOf(container.securityContext).privileged === true
  const detail = 'Bidirectional mount propagation is available only to privileged containers'
  return [
    ...optionalOneOf(mount.mountPropagation, field, ['Bidirectional', 'HostToContainer', 'None']),
    ...when(mount.mountPropagation === 'Bidirectional' && !privileged, forbiddenValue(field, detail)),
  ]
}

function recursion(mount: JsonObject, field: string): FieldCause[] {
  const { recursiveReadOnly, readOnly, mountPropagation } = mount
  if (!isSet(recursiveReadOnly) || recursiveReadOnly === 'Disabled') return []
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') {
    return oneOf(recursiveReadOnly, field, ['Disabled', 'Enabled', 'IfPossible'])
  }
  const propagates = isSet(mountPropagation) && mountPropagation !== 'None'
  const needed = 'may only be specified when mountPropagation is None or not specified'
  return [
    ...when(readOnly !== true, forbiddenValue(field, 'may only be specified when readOnly is true')),
    ...when(propagates, forbiddenValue(field, needed)),
  ]
}

export function volumeDevices(container: JsonObject, volumes: Volumes, field: string): FieldCause[] {
  const mounts = objectsOf(container.volumeMounts)
  const names = new Set<string>()
  const paths = new Set<string>()
  return each(container.volumeDevices, field, (device, path) => {
    const name = textOf(device.name)
    const devicePath = textOf(device.devicePath)
    const volume = volumes.get(name)
    const block = isObject(volume?.persistentVolumeClaim) || isObject(volume?.ephemeral)
    const [twice, twicePath] = [names.has(name), paths.has(devicePath)]
    const back = devicePath.split('/').includes('..')
    if (name !== '') names.add(name)
    if (!back) paths.add(devicePath)
    const source = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'
    const at = `${path}.devicePath`
    return [
      ...required(name, `${path}.name`),
      ...when(twice, invalidValue(`${path}.name`, name, 'must be unique')),
      ...when(volume !== undefined && !block, invalidValue(`${path}.name`, name, source)),
      ...when(volume === undefined, notFoundValue(`${path}.name`, name)),
      ...required(devicePath, at),
      ...when(twicePath, invalidValue(at, devicePath, 'must be unique')),
      ...when(back, invalidValue(at, devicePath, "can not contain backsteps ('..')")),
      ...when(
        mounts.some((mount) => mount.name === name),
        invalidValue(`${path}.name`, name, 'must not already exist in volumeMounts'),
      ),
      ...when(
        mounts.some((mount) => mount.mountPath === devicePath),
        invalidValue(at, devicePath, 'must not already exist as a path in volumeMounts'),
      ),
    ]
  })
}
