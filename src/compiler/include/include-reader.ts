/** The text of an included file, or why there is none. */
export type IncludeText =
  | { readonly ok: true /** Its path, the same however it was named. */; readonly file: string; readonly text: string }
  | { readonly ok: false; readonly problem: 'outside' }
  | { readonly ok: false; readonly problem: 'not-found'; readonly nearest: string | undefined }
  | { readonly ok: false; readonly problem: 'unreadable'; readonly reason: string };

/** Reads the files that a spec includes; the compiler itself touches no disk. */
export interface IncludeReader {
  /** The path of the file that includes, as `read` would give it. */
  identify(file: string): string;
  /** `path` as it stands in the file `from`. */
  read(path: string, from: string): IncludeText;
}
