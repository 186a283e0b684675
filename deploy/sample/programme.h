// One sample programme: everything that duikou keeps of it, as the messages
// its services take.
#ifndef DUIKOU_DEPLOY_SAMPLE_PROGRAMME_H_
#define DUIKOU_DEPLOY_SAMPLE_PROGRAMME_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"

namespace duikou::sample {

// Put into the `source` of everything that is made up.
inline constexpr char kMadeUp[] =
    "示例数据（随机生成，非真实项目） sample data";

// An agreement, and the steps by which it came where it is.
struct SampleAgreement {
  progress::v1::Agreement agreement;
  std::vector<progress::v1::StageStep> steps;
};

// What one county applies for, and what an assessor makes of it.
struct SampleApplication {
  assignment::v1::Application application;  // without a name
  google::protobuf::RepeatedPtrField<assignment::v1::CriterionPoints> points;
  std::string note;
};

// A call with its applications; it is due when it is entered.
struct SampleCall {
  assignment::v1::Call call;
  std::vector<SampleApplication> applications;
};

// A request to meet, and what the side that was asked has said of it.
struct SampleRequest {
  fair::v1::MeetingRequest request;
  std::optional<bool> accepted;  // none: it waits for an answer
  std::string answer;
};

// A fair, open, with who takes part and who wants to meet whom.
struct SampleFair {
  fair::v1::Fair fair;
  std::vector<fair::v1::Participant> participants;
  std::vector<SampleRequest> requests;
};

struct Programme {
  std::string id;
  catalogue::v1::Programme programme;
  std::vector<catalogue::v1::Area> areas;
  std::vector<catalogue::v1::Sector> sectors;
  std::vector<catalogue::v1::Project> projects;
  std::vector<profiles::v1::Unit> units;
  std::vector<profiles::v1::CapabilityProfile> profiles;
  std::vector<profiles::v1::Pairing> pairings;
  std::vector<profiles::v1::Quota> quotas;
  std::vector<profiles::v1::Commitment> commitments;
  std::vector<profiles::v1::Cooperation> cooperations;
  std::vector<progress::v1::Indicator> indicators;
  std::vector<progress::v1::Assessment> assessments;
  std::vector<SampleAgreement> agreements;
  std::vector<progress::v1::LedgerEntry> ledger_entries;  // without names
  std::vector<progress::v1::StatedFigure> stated_figures;
  std::vector<SampleCall> calls;
  std::vector<SampleFair> fairs;

  std::string Name(const char* collection, const std::string& of) const {
    return "programmes/" + id + "/" + collection + "/" + of;
  }
};

// The last id of a resource's name.
std::string LastIdOf(const std::string& name);

// The programme "Hubei 2014–2020": 714 projects, 72 supporters, 9 counties, and
// a fair of two days with 60 participants.
Programme MakeHubei(uint64_t seed);

// The programme "Chongqing 2004": 60 projects, the 11 supporters that the
// report names, 10 counties, and a ledger that comes to the report's figures.
Programme MakeChongqing(uint64_t seed);

}  // namespace duikou::sample

#endif  // DUIKOU_DEPLOY_SAMPLE_PROGRAMME_H_
