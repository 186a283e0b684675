// The catalogue's collections in sheets: areas, sectors, projects.
#ifndef DUIKOU_SERVICES_CATALOGUE_CATALOGUE_SHEETS_H_
#define DUIKOU_SERVICES_CATALOGUE_CATALOGUE_SHEETS_H_

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Projects of the same title in the same area under two ids are warned of. New
// ones are open unless the row says another state; of a project that is there
// already a row may move the state along the steps that the verbs allow.
// All arguments outlive `sheets`.
void AddCatalogueSheets(Store& store,
                        StandardMethods<catalogue::v1::Area>& areas,
                        StandardMethods<catalogue::v1::Sector>& sectors,
                        StandardMethods<catalogue::v1::Project>& projects,
                        SheetMethods& sheets);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_CATALOGUE_SHEETS_H_
