/**
 * The fields of the structs that messages of a real server show, in Go's order: the names and order of
 * k8s.io/kubernetes/pkg/apis/core (and apps, batch, policy) v1.36.3, which Go prints as JSON without tags.
 * It is one table and as long as the API is.
 *
 * A field is its Go name, then `/name` where its JSON name is not the same with a small first letter, then what
 * it is when absent: `?` null (a pointer, list or map), `#` 0, `!` false, `$` the quantity "0", `=` a struct of
 * zeros, nothing "". The struct that is inside follows `?` and `=`. `+` puts the fields of a struct in place.
 * A struct with `@` has tags: its fields go by their JSON names, and absent ones are left out.
 */
export const goTypes: Record<string, string> = {
  AWSElasticBlockStoreVolumeSource: 'VolumeID FSType/fsType Partition# ReadOnly!',
  Affinity: 'NodeAffinity?NodeAffinity PodAffinity?PodAffinity PodAntiAffinity?PodAntiAffinity',
  AppArmorProfile: 'Type LocalhostProfile?',
  AzureDiskVolumeSource: 'DiskName DataDiskURI/diskURI CachingMode? FSType/fsType? ReadOnly? Kind?',
  AzureFilePersistentVolumeSource: 'SecretName ShareName ReadOnly! SecretNamespace?',
  AzureFileVolumeSource: 'SecretName ShareName ReadOnly!',
  CSIPersistentVolumeSource:
    'Driver VolumeHandle ReadOnly! FSType/fsType VolumeAttributes? ControllerPublishSecretRef?SecretReference NodeStageSecretRef?SecretReference NodePublishSecretRef?SecretReference ControllerExpandSecretRef?SecretReference NodeExpandSecretRef?SecretReference',
  CSIVolumeSource:
    'Driver ReadOnly? FSType/fsType? VolumeAttributes? NodePublishSecretRef?LocalObjectReference',
  Capabilities: 'Add? Drop?',
  CephFSPersistentVolumeSource: 'Monitors? Path User SecretFile SecretRef?SecretReference ReadOnly!',
  CephFSVolumeSource: 'Monitors? Path User SecretFile SecretRef?LocalObjectReference ReadOnly!',
  CinderPersistentVolumeSource: 'VolumeID FSType/fsType ReadOnly! SecretRef?SecretReference',
  CinderVolumeSource: 'VolumeID FSType/fsType ReadOnly! SecretRef?LocalObjectReference',
  ClusterTrustBundleProjection: 'Name? SignerName? LabelSelector?LabelSelector Optional? Path',
  ConfigMapEnvSource: '+LocalObjectReference Optional?',
  ConfigMapKeySelector: '+LocalObjectReference Key Optional?',
  ConfigMapProjection: '+LocalObjectReference Items?KeyToPath Optional?',
  ConfigMapVolumeSource: '+LocalObjectReference Items?KeyToPath DefaultMode? Optional?',
  Container:
    'Name Image Command? Args? WorkingDir Ports?ContainerPort EnvFrom?EnvFromSource Env?EnvVar Resources=ResourceRequirements ResizePolicy?ContainerResizePolicy RestartPolicy? RestartPolicyRules?ContainerRestartRule VolumeMounts?VolumeMount VolumeDevices?VolumeDevice LivenessProbe?Probe ReadinessProbe?Probe StartupProbe?Probe Lifecycle?Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext?SecurityContext Stdin! StdinOnce! TTY/tty!',
  ContainerPort: 'Name HostPort# ContainerPort# Protocol HostIP',
  ContainerResizePolicy: 'ResourceName RestartPolicy',
  ContainerRestartRule: 'Action ExitCodes?ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'Operator Values?',
  DaemonSetUpdateStrategy: 'Type RollingUpdate?RollingUpdateDaemonSet',
  DeploymentStrategy: 'Type RollingUpdate?RollingUpdateDeployment',
  DownwardAPIProjection: 'Items?DownwardAPIVolumeFile',
  DownwardAPIVolumeFile: 'Path FieldRef?ObjectFieldSelector ResourceFieldRef?ResourceFieldSelector Mode?',
  DownwardAPIVolumeSource: 'Items?DownwardAPIVolumeFile DefaultMode?',
  EmptyDirVolumeSource: 'Medium SizeLimit?',
  EnvFromSource: 'Prefix ConfigMapRef?ConfigMapEnvSource SecretRef?SecretEnvSource',
  EnvVar: 'Name Value ValueFrom?EnvVarSource',
  EnvVarSource:
    'FieldRef?ObjectFieldSelector ResourceFieldRef?ResourceFieldSelector ConfigMapKeyRef?ConfigMapKeySelector SecretKeyRef?SecretKeySelector FileKeyRef?FileKeySelector',
  EphemeralContainer: '+EphemeralContainerCommon TargetContainerName',
  EphemeralContainerCommon:
    'Name Image Command? Args? WorkingDir Ports?ContainerPort EnvFrom?EnvFromSource Env?EnvVar Resources=ResourceRequirements ResizePolicy?ContainerResizePolicy RestartPolicy? RestartPolicyRules?ContainerRestartRule VolumeMounts?VolumeMount VolumeDevices?VolumeDevice LivenessProbe?Probe ReadinessProbe?Probe StartupProbe?Probe Lifecycle?Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext?SecurityContext Stdin! StdinOnce! TTY/tty!',
  EphemeralVolumeSource: 'VolumeClaimTemplate?PersistentVolumeClaimTemplate',
  ExecAction: 'Command?',
  FCVolumeSource: 'TargetWWNs? Lun? FSType/fsType ReadOnly! WWIDs/wwids?',
  FieldsV1: '@-',
  FileKeySelector: 'VolumeName Path Key Optional?',
  FlexPersistentVolumeSource: 'Driver FSType/fsType SecretRef?SecretReference ReadOnly! Options?',
  FlexVolumeSource: 'Driver FSType/fsType SecretRef?LocalObjectReference ReadOnly! Options?',
  FlockerVolumeSource: 'DatasetName DatasetUUID',
  GCEPersistentDiskVolumeSource: 'PDName/pdName FSType/fsType Partition# ReadOnly!',
  GRPCAction: 'Port# Service?',
  GitRepoVolumeSource: 'Repository Revision Directory',
  GlusterfsPersistentVolumeSource: 'EndpointsName/endpoints Path ReadOnly! EndpointsNamespace?',
  GlusterfsVolumeSource: 'EndpointsName/endpoints Path ReadOnly!',
  HTTPGetAction: 'Path Port# Host Scheme HTTPHeaders/httpHeaders?HTTPHeader',
  HTTPHeader: 'Name Value',
  HostAlias: 'IP/ip Hostnames?',
  HostPathVolumeSource: 'Path Type?',
  ISCSIPersistentVolumeSource:
    'TargetPortal IQN/iqn Lun# ISCSIInterface/iscsiInterface FSType/fsType ReadOnly! Portals? DiscoveryCHAPAuth/chapAuthDiscovery! SessionCHAPAuth/chapAuthSession! SecretRef?SecretReference InitiatorName?',
  ISCSIVolumeSource:
    'TargetPortal IQN/iqn Lun# ISCSIInterface/iscsiInterface FSType/fsType ReadOnly! Portals? DiscoveryCHAPAuth/chapAuthDiscovery! SessionCHAPAuth/chapAuthSession! SecretRef?LocalObjectReference InitiatorName?',
  ImageVolumeSource: 'Reference PullPolicy',
  JobSpec:
    'Parallelism? Completions? PodFailurePolicy?PodFailurePolicy SuccessPolicy?SuccessPolicy ActiveDeadlineSeconds? BackoffLimit? BackoffLimitPerIndex? MaxFailedIndexes? Selector?LabelSelector ManualSelector? Template=PodTemplateSpec TTLSecondsAfterFinished/ttlSecondsAfterFinished? CompletionMode? Suspend? PodReplacementPolicy? ManagedBy?',
  JobTemplateSpec: '+ObjectMeta/metadata Spec=JobSpec',
  KeyToPath: 'Key Path Mode?',
  LabelSelector: '@matchLabels matchExpressions?LabelSelectorRequirement',
  LabelSelectorRequirement: '@key operator values',
  Lifecycle: 'PostStart?LifecycleHandler PreStop?LifecycleHandler StopSignal?',
  LifecycleHandler:
    'Exec?ExecAction HTTPGet/httpGet?HTTPGetAction TCPSocket/tcpSocket?TCPSocketAction Sleep?SleepAction',
  LocalObjectReference: 'Name',
  LocalVolumeSource: 'Path FSType/fsType?',
  ManagedFieldsEntry: '@manager operation apiVersion time fieldsType fieldsV1?FieldsV1 subresource',
  NFSVolumeSource: 'Server Path ReadOnly!',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution?NodeSelector PreferredDuringSchedulingIgnoredDuringExecution?PreferredSchedulingTerm',
  NodeSelector: 'NodeSelectorTerms?NodeSelectorTerm',
  NodeSelectorRequirement: 'Key Operator Values?',
  NodeSelectorTerm: 'MatchExpressions?NodeSelectorRequirement MatchFields?NodeSelectorRequirement',
  ObjectFieldSelector: 'APIVersion/apiVersion FieldPath',
  ObjectMeta:
    '@name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences?OwnerReference finalizers managedFields?ManagedFieldsEntry',
  ObjectReference: 'Kind Namespace Name UID/uid APIVersion/apiVersion ResourceVersion FieldPath',
  OwnerReference: '@apiVersion kind name uid controller blockOwnerDeletion',
  PersistentVolumeClaimSpec:
    'AccessModes? Selector?LabelSelector Resources=VolumeResourceRequirements VolumeName StorageClassName? VolumeMode? DataSource?TypedLocalObjectReference DataSourceRef?TypedObjectReference VolumeAttributesClassName?',
  PersistentVolumeClaimTemplate: '+ObjectMeta/metadata Spec=PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'ClaimName ReadOnly!',
  PersistentVolumeSource:
    'GCEPersistentDisk/gcePersistentDisk?GCEPersistentDiskVolumeSource AWSElasticBlockStore/awsElasticBlockStore?AWSElasticBlockStoreVolumeSource HostPath?HostPathVolumeSource Glusterfs?GlusterfsPersistentVolumeSource NFS/nfs?NFSVolumeSource RBD/rbd?RBDPersistentVolumeSource Quobyte?QuobyteVolumeSource ISCSI/iscsi?ISCSIPersistentVolumeSource FlexVolume?FlexPersistentVolumeSource Cinder?CinderPersistentVolumeSource CephFS/cephfs?CephFSPersistentVolumeSource FC/fc?FCVolumeSource Flocker?FlockerVolumeSource AzureFile?AzureFilePersistentVolumeSource VsphereVolume?VsphereVirtualDiskVolumeSource AzureDisk?AzureDiskVolumeSource PhotonPersistentDisk?PhotonPersistentDiskVolumeSource PortworxVolume?PortworxVolumeSource ScaleIO?ScaleIOPersistentVolumeSource Local?LocalVolumeSource StorageOS/storageos?StorageOSPersistentVolumeSource CSI/csi?CSIPersistentVolumeSource',
  PhotonPersistentDiskVolumeSource: 'PdID FSType/fsType',
  PodAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution?PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution?WeightedPodAffinityTerm',
  PodAffinityTerm:
    'LabelSelector?LabelSelector Namespaces? TopologyKey NamespaceSelector?LabelSelector MatchLabelKeys? MismatchLabelKeys?',
  PodAntiAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution?PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution?WeightedPodAffinityTerm',
  PodCertificateProjection:
    'SignerName KeyType MaxExpirationSeconds? CredentialBundlePath KeyPath CertificateChainPath UserAnnotations?',
  PodDNSConfig: 'Nameservers? Searches? Options?PodDNSConfigOption',
  PodDNSConfigOption: 'Name Value?',
  PodDisruptionBudgetSpec: 'MinAvailable? Selector?LabelSelector MaxUnavailable? UnhealthyPodEvictionPolicy?',
  PodFailurePolicy: 'Rules?PodFailurePolicyRule',
  PodFailurePolicyOnExitCodesRequirement: 'ContainerName? Operator Values?',
  PodFailurePolicyOnPodConditionsPattern: 'Type Status',
  PodFailurePolicyRule:
    'Action OnExitCodes?PodFailurePolicyOnExitCodesRequirement OnPodConditions?PodFailurePolicyOnPodConditionsPattern',
  PodOS: 'Name',
  PodReadinessGate: 'ConditionType',
  PodResourceClaim: 'Name ResourceClaimName? ResourceClaimTemplateName?',
  PodSchedulingGate: 'Name',
  PodSchedulingGroup: 'PodGroupName?',
  PodSecurityContext:
    'HostNetwork! HostPID! HostIPC! ShareProcessNamespace? HostUsers? SELinuxOptions/seLinuxOptions?SELinuxOptions WindowsOptions?WindowsSecurityContextOptions RunAsUser? RunAsGroup? RunAsNonRoot? SupplementalGroups? SupplementalGroupsPolicy? FSGroup/fsGroup? FSGroupChangePolicy/fsGroupChangePolicy? Sysctls?Sysctl SeccompProfile?SeccompProfile AppArmorProfile?AppArmorProfile SELinuxChangePolicy/seLinuxChangePolicy?',
  PodSpec:
    'Volumes?Volume InitContainers?Container Containers?Container EphemeralContainers?EphemeralContainer RestartPolicy TerminationGracePeriodSeconds? ActiveDeadlineSeconds? DNSPolicy/dnsPolicy NodeSelector? ServiceAccountName AutomountServiceAccountToken? NodeName SecurityContext?PodSecurityContext ImagePullSecrets?LocalObjectReference Hostname Subdomain SetHostnameAsFQDN? Affinity?Affinity SchedulerName Tolerations?Toleration HostAliases?HostAlias PriorityClassName Priority? PreemptionPolicy? DNSConfig/dnsConfig?PodDNSConfig ReadinessGates?PodReadinessGate RuntimeClassName? Overhead? EnableServiceLinks? TopologySpreadConstraints?TopologySpreadConstraint OS/os?PodOS SchedulingGates?PodSchedulingGate ResourceClaims?PodResourceClaim Resources?ResourceRequirements HostnameOverride? SchedulingGroup?PodSchedulingGroup',
  PodTemplateSpec: '+ObjectMeta/metadata Spec=PodSpec',
  PortworxVolumeSource: 'VolumeID FSType/fsType ReadOnly!',
  PreferredSchedulingTerm: 'Weight# Preference=NodeSelectorTerm',
  Probe:
    '+ProbeHandler InitialDelaySeconds# TimeoutSeconds# PeriodSeconds# SuccessThreshold# FailureThreshold# TerminationGracePeriodSeconds?',
  ProbeHandler:
    'Exec?ExecAction HTTPGet/httpGet?HTTPGetAction TCPSocket/tcpSocket?TCPSocketAction GRPC/grpc?GRPCAction',
  ProjectedVolumeSource: 'Sources?VolumeProjection DefaultMode?',
  QuobyteVolumeSource: 'Registry Volume ReadOnly! User Group Tenant',
  RBDPersistentVolumeSource:
    'CephMonitors/monitors? RBDImage/image FSType/fsType RBDPool/pool RadosUser/user Keyring SecretRef?SecretReference ReadOnly!',
  RBDVolumeSource:
    'CephMonitors/monitors? RBDImage/image FSType/fsType RBDPool/pool RadosUser/user Keyring SecretRef?LocalObjectReference ReadOnly!',
  ResourceClaim: 'Name Request',
  ResourceFieldSelector: 'ContainerName Resource Divisor$',
  ResourceRequirements: 'Limits? Requests? Claims?ResourceClaim',
  RollingUpdateDaemonSet: 'MaxUnavailable# MaxSurge#',
  RollingUpdateDeployment: 'MaxUnavailable# MaxSurge#',
  RollingUpdateStatefulSetStrategy: 'Partition# MaxUnavailable?',
  SELinuxOptions: 'User Role Type Level',
  ScaleIOPersistentVolumeSource:
    'Gateway System SecretRef?SecretReference SSLEnabled/sslEnabled! ProtectionDomain StoragePool StorageMode VolumeName FSType/fsType ReadOnly!',
  ScaleIOVolumeSource:
    'Gateway System SecretRef?LocalObjectReference SSLEnabled/sslEnabled! ProtectionDomain StoragePool StorageMode VolumeName FSType/fsType ReadOnly!',
  ScopeSelector: 'MatchExpressions?ScopedResourceSelectorRequirement',
  ScopedResourceSelectorRequirement: 'ScopeName Operator Values?',
  SeccompProfile: 'Type LocalhostProfile?',
  SecretEnvSource: '+LocalObjectReference Optional?',
  SecretKeySelector: '+LocalObjectReference Key Optional?',
  SecretProjection: '+LocalObjectReference Items?KeyToPath Optional?',
  SecretReference: 'Name Namespace',
  SecretVolumeSource: 'SecretName Items?KeyToPath DefaultMode? Optional?',
  SecurityContext:
    'Capabilities?Capabilities Privileged? SELinuxOptions/seLinuxOptions?SELinuxOptions WindowsOptions?WindowsSecurityContextOptions RunAsUser? RunAsGroup? RunAsNonRoot? ReadOnlyRootFilesystem? AllowPrivilegeEscalation? ProcMount? SeccompProfile?SeccompProfile AppArmorProfile?AppArmorProfile',
  ServiceAccountTokenProjection: 'Audience ExpirationSeconds# Path',
  ServicePort: 'Name Protocol AppProtocol? Port# TargetPort# NodePort#',
  SleepAction: 'Seconds#',
  StatefulSetUpdateStrategy: 'Type RollingUpdate?RollingUpdateStatefulSetStrategy',
  StorageOSPersistentVolumeSource:
    'VolumeName VolumeNamespace FSType/fsType ReadOnly! SecretRef?ObjectReference',
  StorageOSVolumeSource: 'VolumeName VolumeNamespace FSType/fsType ReadOnly! SecretRef?LocalObjectReference',
  SuccessPolicy: 'Rules?SuccessPolicyRule',
  SuccessPolicyRule: 'SucceededIndexes? SucceededCount?',
  Sysctl: 'Name Value',
  TCPSocketAction: 'Port# Host',
  Taint: 'Key Value Effect TimeAdded?',
  Toleration: 'Key Operator Value Effect TolerationSeconds?',
  TopologySpreadConstraint:
    'MaxSkew# TopologyKey WhenUnsatisfiable LabelSelector?LabelSelector MinDomains? NodeAffinityPolicy? NodeTaintsPolicy? MatchLabelKeys?',
  TypedLocalObjectReference: 'APIGroup/apiGroup? Kind Name',
  TypedObjectReference: 'APIGroup/apiGroup? Kind Name Namespace?',
  Volume: 'Name +VolumeSource',
  VolumeDevice: 'Name DevicePath',
  VolumeMount: 'Name ReadOnly! RecursiveReadOnly? MountPath SubPath MountPropagation? SubPathExpr',
  VolumeNodeAffinity: 'Required?NodeSelector',
  VolumeProjection:
    'Secret?SecretProjection DownwardAPI?DownwardAPIProjection ConfigMap?ConfigMapProjection ServiceAccountToken?ServiceAccountTokenProjection ClusterTrustBundle?ClusterTrustBundleProjection PodCertificate?PodCertificateProjection',
  VolumeResourceRequirements: 'Limits? Requests?',
  VolumeSource:
    'HostPath?HostPathVolumeSource EmptyDir?EmptyDirVolumeSource GCEPersistentDisk/gcePersistentDisk?GCEPersistentDiskVolumeSource AWSElasticBlockStore/awsElasticBlockStore?AWSElasticBlockStoreVolumeSource GitRepo?GitRepoVolumeSource Secret?SecretVolumeSource NFS/nfs?NFSVolumeSource ISCSI/iscsi?ISCSIVolumeSource Glusterfs?GlusterfsVolumeSource PersistentVolumeClaim?PersistentVolumeClaimVolumeSource RBD/rbd?RBDVolumeSource Quobyte?QuobyteVolumeSource FlexVolume?FlexVolumeSource Cinder?CinderVolumeSource CephFS/cephfs?CephFSVolumeSource Flocker?FlockerVolumeSource DownwardAPI?DownwardAPIVolumeSource FC/fc?FCVolumeSource AzureFile?AzureFileVolumeSource ConfigMap?ConfigMapVolumeSource VsphereVolume?VsphereVirtualDiskVolumeSource AzureDisk?AzureDiskVolumeSource PhotonPersistentDisk?PhotonPersistentDiskVolumeSource Projected?ProjectedVolumeSource PortworxVolume?PortworxVolumeSource ScaleIO?ScaleIOVolumeSource StorageOS/storageos?StorageOSVolumeSource CSI/csi?CSIVolumeSource Ephemeral?EphemeralVolumeSource Image?ImageVolumeSource',
  VsphereVirtualDiskVolumeSource: 'VolumePath FSType/fsType StoragePolicyName StoragePolicyID',
  WeightedPodAffinityTerm: 'Weight# PodAffinityTerm=PodAffinityTerm',
  WindowsSecurityContextOptions:
    'GMSACredentialSpecName/gmsaCredentialSpecName? GMSACredentialSpec/gmsaCredentialSpec? RunAsUserName? HostProcess?',
}
