/** Who does a step: everybody of a department, or everybody with a role; one of the two is set. */
export interface Performer {
  readonly departmentId: string | null;
  readonly roleCode: string | null;
}

/** A person as the rule needs them. */
export interface Candidate {
  readonly personId: string;
  readonly departmentId: string;
}

/** Whether the person belongs to the performer: of the department or its head, or one of the role's holders. */
export function mayPerform(
  candidate: Candidate,
  performer: Performer,
  departmentHead: string | null,
  roleHolders: readonly string[],
): boolean {
  if (performer.roleCode !== null) return roleHolders.includes(candidate.personId);
  return candidate.departmentId === performer.departmentId || candidate.personId === departmentHead;
}
