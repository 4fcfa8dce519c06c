/** Something outside the spec that stops a command, such as a file, a package or an engine. Mistakes in a spec are `Diagnostic`s. */
export interface Problem {
  /** One lower-case clause; starts with the file, if there is one. */
  readonly message: string;
  /** What the user can do about it. */
  readonly help: string;
}

/** A problem of one file or folder; its message leaves out the name. */
export interface FileProblem extends Problem {
  readonly file: string;
}
