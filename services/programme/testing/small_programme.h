// SmallProgramme: a programme `hubei` that a test reads at a glance, written
// record by record.
//
//   areas     reservoir (group) ← zigui, badong; yichang (prefecture) ← zigui,
//             dianjun; zigui ← maoping
//   sectors   industry ← tea, tourism; health
//   kinds     policy (provincial departments only), grant, coop
//   projects  tea-1     zigui, tea, grant 3 m yuan, experts and sales help
//             tea-2     maoping, tea, grant 5 m yuan, least share 1 m
//             clinic    badong, health, policy 8 m yuan, all or nothing
//             hotel     dianjun, tourism, coop 50 m yuan, people 1,000
//             draft     zigui, tea, grant 2 m yuan, not open
//   units     fund      department, profile: tea 90, grant usual 3 m, means 4 m
//             city      municipality in yichang, paired with zigui, profile:
//                       industry 50, grant and coop; also a recipient
//             bare      a supporter without a profile
//             county    a recipient alone
#ifndef DUIKOU_SERVICES_PROGRAMME_TESTING_SMALL_PROGRAMME_H_
#define DUIKOU_SERVICES_PROGRAMME_TESTING_SMALL_PROGRAMME_H_

#include <string>
#include <vector>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/programme/testing/random_programme.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/store.h"

namespace duikou::testing {

inline constexpr char kHubei[] = "programmes/hubei";

// One record, its type by the collection's; `text` without the name. Returns
// the commit's revision.
Revision PutText(Store& store, const std::string& collection,
                 const std::string& id, const std::string& text);
Revision DeleteRecord(Store& store, const std::string& collection,
                      const std::string& id);

// The revision of the last record of the partition `hubei`.
Revision WriteSmallProgramme(Store& store);

// The records of it as changes, for what needs no store.
std::vector<Change> SmallProgrammeChanges();
catalogue::v1::Programme SmallProgrammeRecord();

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_PROGRAMME_TESTING_SMALL_PROGRAMME_H_
