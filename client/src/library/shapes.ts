// Shapes of the library by short names, read off the protocol's types.
export type {
    LibraryKnownVersion as KnownVersion,
    LibraryNearestVersions as NearestVersions,
    LibraryAdoption as Adoption,
    LibraryAdoptionGrid as AdoptionGrid,
    LibraryResourceKind as ResourceKind,
    LibraryResourceList as ResourceList,
    LibraryResourcePage as ResourceView,
    LibraryResourceRow as ResourceRow,
    LibraryTextBlock as TextBlock,
    LibraryTextState as TextState,
    LibraryVersionRow as VersionRow,
    ResourceId,
    VersionId,
} from "../protocol/types.ts";
