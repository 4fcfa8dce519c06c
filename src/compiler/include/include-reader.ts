/** The text of an included file, or why it cannot be read. */
export type IncludeText =
  | {
      readonly ok: true /** A canonical path, the same for all spellings. */;
      readonly file: string;
      readonly text: string;
    }
  | { readonly ok: false; readonly problem: 'outside' }
  | { readonly ok: false; readonly problem: 'not-found'; readonly nearest: string | undefined }
  | { readonly ok: false; readonly problem: 'unreadable'; readonly reason: string };

/** Reads the files that a spec includes. The compiler itself does no file access. */
export interface IncludeReader {
  /** The path of the including file, as returned by `read`. */
  identify(file: string): string;
  /** `path` as written in the file `from`. */
  read(path: string, from: string): IncludeText;
}
