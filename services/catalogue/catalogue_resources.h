// What the catalogue says of its resources to the standard methods: names, ids,
// the rules before each write and each deletion.
//
//   StandardMethods<Area> areas(store, clock, ids, AreaResource());
//
// The rules themselves are in rules.h; here is where what they look at comes
// from. Cycles of areas and levels of sectors hold however many write at once:
// what was read on the way is checked by the commit. Unique codes, and that
// nothing refers to what is deleted, are decided on lists, which a commit
// cannot check: two writes in the same moment may slip past them.
#ifndef DUIKOU_SERVICES_CATALOGUE_CATALOGUE_RESOURCES_H_
#define DUIKOU_SERVICES_CATALOGUE_CATALOGUE_RESOURCES_H_

#include "absl/status/status.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Years and fund kinds that projects use cannot be taken away; a programme
// with anything in it cannot be deleted: FAILED_PRECONDITION.
Resource<catalogue::v1::Programme> ProgrammeResource();

// An area or sector that anything refers to cannot be deleted:
// FAILED_PRECONDITION naming one that does.
Resource<catalogue::v1::Area> AreaResource();
Resource<catalogue::v1::Sector> SectorResource();

// New projects are drafts. One with commitments or interests cannot be deleted:
// it is withdrawn.
Resource<catalogue::v1::Project> ProjectResource();

// Moves a project to the state, for the verbs: FAILED_PRECONDITION naming the
// state where the step is not allowed, or where the project to be opened needs
// nothing.
absl::Status ChangeState(catalogue::v1::Project::State to,
                         catalogue::v1::Project& project);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_CATALOGUE_RESOURCES_H_
