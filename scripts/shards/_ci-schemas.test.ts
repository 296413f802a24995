/**
 * Schemas of the files of two services, with all keys of the objects that the examples use: an
 * unknown key, or a value of another type, is a mistake. (AVA takes no tests from `_` files.)
 *
 * Kubernetes: keys and types of JobSpec, PodSpec, Container and PersistentVolumeClaimSpec as in
 * api/openapi-spec of kubernetes/kubernetes, release 1.31. GitLab: keys of a job as in
 * app/assets/javascripts/editor/schema/ci.json of gitlab-org/gitlab, release 17.
 */

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const count: Schema = { type: 'integer', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const texts: Schema = { type: 'array', items: text };
const any: Schema = {};

const objectOf = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const untyped = (...names: readonly string[]): Readonly<Record<string, Schema>> =>
  Object.fromEntries(names.map((name) => [name, any]));

/** Labels and annotations have text values: a number without quotes is refused by a cluster. */
const labels: Schema = { type: 'object', additionalProperties: text };

const metadata = objectOf({
  name: text,
  namespace: text,
  generateName: text,
  labels,
  annotations: labels,
});

const quantities: Schema = {
  type: 'object',
  additionalProperties: { type: ['string', 'integer'] },
};

const container = objectOf(
  {
    ...{ name: text, image: text, command: texts, args: texts, workingDir: text },
    imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
    env: { type: 'array', items: objectOf({ name: text, value: text, valueFrom: any }, ['name']) },
    resources: objectOf({ requests: quantities, limits: quantities, claims: any }),
    volumeMounts: {
      type: 'array',
      items: objectOf(
        {
          ...{ name: text, mountPath: text, readOnly: flag, subPath: text, subPathExpr: text },
          ...untyped('mountPropagation', 'recursiveReadOnly'),
        },
        ['name', 'mountPath'],
      ),
    },
    ...untyped('envFrom', 'lifecycle', 'livenessProbe', 'ports', 'readinessProbe', 'resizePolicy'),
    ...untyped('restartPolicy', 'securityContext', 'startupProbe', 'stdin', 'stdinOnce', 'tty'),
    ...untyped('terminationMessagePath', 'terminationMessagePolicy', 'volumeDevices'),
  },
  ['name', 'image'],
);

const podSpec = objectOf(
  {
    // Of a job's pods only these two.
    restartPolicy: { enum: ['Never', 'OnFailure'] },
    containers: { type: 'array', minItems: 1, items: container },
    initContainers: { type: 'array', items: container },
    volumes: {
      type: 'array',
      items: objectOf(
        {
          name: text,
          persistentVolumeClaim: objectOf({ claimName: text, readOnly: flag }, ['claimName']),
          ...untyped('emptyDir', 'configMap', 'secret', 'hostPath', 'nfs', 'projected', 'csi'),
        },
        ['name'],
      ),
    },
    ...{ serviceAccountName: text, activeDeadlineSeconds: count, nodeSelector: labels },
    ...untyped('affinity', 'tolerations', 'securityContext', 'imagePullSecrets', 'subdomain'),
    ...untyped('terminationGracePeriodSeconds', 'priorityClassName', 'topologySpreadConstraints'),
  },
  ['containers', 'restartPolicy'],
);

const jobSpec = objectOf(
  {
    completionMode: { enum: ['Indexed', 'NonIndexed'] },
    ...{ completions: count, parallelism: count, backoffLimit: count, suspend: flag },
    ...{ activeDeadlineSeconds: count, ttlSecondsAfterFinished: count },
    ...{ backoffLimitPerIndex: count, maxFailedIndexes: count, manualSelector: flag },
    ...untyped(
      'podFailurePolicy',
      'podReplacementPolicy',
      'selector',
      'successPolicy',
      'managedBy',
    ),
    template: objectOf({ metadata, spec: podSpec }, ['spec']),
  },
  ['template'],
);

const claimSpec = objectOf({
  accessModes: {
    type: 'array',
    items: { enum: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] },
  },
  resources: objectOf({ requests: quantities, limits: quantities }),
  ...{ storageClassName: text, volumeName: text, volumeMode: { enum: ['Block', 'Filesystem'] } },
  ...untyped('selector', 'dataSource', 'dataSourceRef', 'volumeAttributesClassName'),
});

const KINDS: Readonly<Record<string, Schema>> = {
  Job: objectOf(
    { apiVersion: { const: 'batch/v1' }, kind: { const: 'Job' }, metadata, spec: jobSpec },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
  PersistentVolumeClaim: objectOf(
    {
      ...{ apiVersion: { const: 'v1' }, kind: { const: 'PersistentVolumeClaim' } },
      ...{ metadata, spec: claimSpec },
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
};

/** Schema of a document of a Kubernetes manifest, by its kind. */
export const kubernetesSchema = (kind: string): Schema => KINDS[kind] ?? { not: {} };

const script: Schema = { type: ['string', 'array'], items: text };

const gitlabJob = objectOf({
  ...{ stage: text, image: { type: ['string', 'object'] }, script, before_script: script },
  after_script: script,
  parallel: { type: ['integer', 'object'], minimum: 1, maximum: 200 },
  when: { enum: ['on_success', 'on_failure', 'always', 'manual', 'delayed', 'never'] },
  artifacts: objectOf({
    ...{ paths: texts, exclude: texts, expire_in: text, expose_as: text, name: text },
    untracked: flag,
    when: { enum: ['on_success', 'on_failure', 'always'] },
    access: { enum: ['none', 'developer', 'all'] },
    reports: { type: 'object', properties: { junit: { type: ['string', 'array'] } } },
  }),
  ...untyped('allow_failure', 'cache', 'coverage', 'dependencies', 'environment', 'extends'),
  ...untyped('hooks', 'id_tokens', 'inherit', 'interruptible', 'needs', 'pages', 'release'),
  ...untyped('resource_group', 'retry', 'rules', 'secrets', 'services', 'start_in', 'tags'),
  ...untyped('timeout', 'trigger', 'variables'),
});

/** Schema of a GitLab pipeline: known global keys, and jobs. */
export const GITLAB_SCHEMA: Schema = {
  type: 'object',
  properties: {
    stages: texts,
    default: gitlabJob,
    variables: { type: 'object' },
    workflow: { type: 'object' },
    include: any,
  },
  additionalProperties: { ...gitlabJob, required: ['script'] },
};
