export type StreamAction = 'read' | 'write' | 'delete' | 'readMetadata' | 'writeMetadata';

/** Who may do what with a stream: login names and groups. An action that is not named is left to the defaults. */
export type AccessControlList = Readonly<Partial<Record<StreamAction, ReadonlyArray<string>>>>;

const members: ReadonlyArray<readonly [string, StreamAction]> = [
  ['$r', 'read'],
  ['$w', 'write'],
  ['$d', 'delete'],
  ['$mr', 'readMetadata'],
  ['$mw', 'writeMetadata'],
];

/** From the value of `$acl`. Undefined when it is not an access control list. */
export const accessControlListOf = (value: unknown): AccessControlList | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const written = new Map<string, unknown>(Object.entries(value));
  const list: Partial<Record<StreamAction, ReadonlyArray<string>>> = {};
  for (const [member, action] of members) {
    if (!written.has(member)) continue;
    const roles = rolesOf(written.get(member));
    if (roles === undefined) return undefined;
    list[action] = roles;
  }
  return list;
};

const rolesOf = (value: unknown): ReadonlyArray<string> | undefined => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((role) => typeof role === 'string') ? value : undefined;
};
