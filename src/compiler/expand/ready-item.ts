import type { Span } from '../../diagnostics/source';
import type { BranchItem, BrokenItem, LayerItem, RepeatItem, SideItem, UseItem } from '../ast';

/** An item whose kind and name are known. */
export interface ReadyItem {
  readonly item: LayerItem | UseItem | RepeatItem | SideItem | BranchItem | BrokenItem;
  /** Its name in the scope; empty for a branch. */
  readonly self: string;
  /** The names in the scope of the paths of a branch; none for other items. */
  readonly paths: readonly string[];
  /** Where the user wrote the name; undefined if it is automatic. */
  readonly nameSpan: Span | undefined;
  /** Its name is hidden by an error. */
  readonly nameUnknown: boolean;
  readonly leftOut: boolean;
  /** True if its condition uses a size, which is known only when the items above it have been expanded. */
  readonly undecided: boolean;
}
