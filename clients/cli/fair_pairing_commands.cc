#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_request_commands.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/output.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::PairingLine;
using fair::v1::Partner;
using fair::v1::RankPartnersRequest;
using fair::v1::RankPartnersResponse;
using fair::v1::ReviewPairingRequest;
using fair::v1::ReviewPairingResponse;
using fair::v1::SuggestMeetingsRequest;
using fair::v1::SuggestMeetingsResponse;
using FairStub = fair::v1::FairService::StubInterface;

struct PairingOptions {
  std::string fair;
  std::string unit;
  int limit = 20;
  bool explain = false;
  bool all = false;
  int each = 0;
  int least_score = 0;
  bool validate_only = false;
};

absl::StatusOr<RankPartnersResponse> ReadPartners(RankPartnersRequest request,
                                                  int limit, Session& session) {
  RankPartnersResponse all;
  do {
    request.set_page_size(
        limit > 0 ? std::min(kMostPerPage, limit - all.partners_size())
                  : kMostPerPage);
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(const RankPartnersResponse page,
                     session.client().Call(&FairStub::RankPartners, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty() &&
           (limit == 0 || all.partners_size() < limit));
  return all;
}

// What there is between the two already, in a word.
std::string StandingText(const Partner& partner, Session& session) {
  if (!partner.meeting().empty()) {
    return session.Say({"已安排洽谈", "has a meeting"});
  }
  if (partner.refused()) return session.Say({"不约见", "said no"});
  if (partner.mutual()) return session.Say({"双方有意", "both want to"});
  if (!partner.own_request().empty()) return session.Say({"已约", "asked"});
  return partner.their_request().empty()
             ? ""
             : session.Say({"对方已约", "was asked"});
}

// The reasons of the two criteria that add most.
std::string ReasonsText(const matching::v1::Recommendation& best,
                        Session& session) {
  std::vector<const matching::v1::ScorePart*> parts;
  for (const auto& part : best.parts()) {
    if (part.points() > 0) parts.push_back(&part);
  }
  std::stable_sort(
      parts.begin(), parts.end(),
      [](const auto* a, const auto* b) { return a->points() > b->points(); });
  if (parts.size() > 2) parts.resize(2);
  std::vector<std::string> texts;
  for (const auto* part : parts) {
    for (const auto& reason : part->reasons()) {
      const std::string text = In(reason.text(), session.language());
      if (!text.empty()) texts.push_back(text);
    }
  }
  return absl::StrJoin(texts, session.zh() ? "；" : "; ");
}

void PrintPartnerRows(const RankPartnersResponse& response, Session& session) {
  session.display_names().Fetch(response);
  Listing listing({{{"位次", "Rank"}, "rank", true},
                   {{"单位", "Unit"}, "unit"},
                   {{"名称", "Name"}, "", false, true},
                   {{"得分", "Points"}, "points", true},
                   {{"匹配", "Score"}, "score", true},
                   {{"意愿", "Interest"}, "interest_points", true},
                   {{"最合适的项目", "Best project"}, "project", false, true},
                   {{"约见", "Requests"}, "standing"},
                   {{"理由", "Why"}, "reasons", false, true, true}});
  for (const Partner& partner : response.partners()) {
    listing.Add({NumberCell(partner.rank()),
                 IdCell(partner.unit()),
                 LocalCell(partner.display_name(), session),
                 {Thousands(partner.points()), absl::StrCat(partner.points())},
                 {Thousands(partner.score()), absl::StrCat(partner.score())},
                 NumberCell(partner.interest_points()),
                 NameCell(partner.best().project(), session),
                 TextCell(StandingText(partner, session)),
                 TextCell(ReasonsText(partner.best(), session))});
  }
  listing.Print(response,
                {"没有对方参会单位", "Nobody takes part on the other side"},
                session);
}

// Each with all parts of its best project.
void PrintPartnersExplained(const RankPartnersResponse& response,
                            Session& session) {
  session.display_names().Fetch(response);
  for (const Partner& partner : response.partners()) {
    session.terminal().out << partner.rank() << "  "
                           << In(partner.display_name(), session.language())
                           << "  " << LastId(partner.unit()) << "  "
                           << Thousands(partner.points()) << " = "
                           << Thousands(partner.score()) << " + "
                           << partner.interest_points() << "  "
                           << StandingText(partner, session) << "\n";
    if (partner.best().project().empty()) continue;
    PrintRecommendation(partner.best(), Shown::kProject, Telling::kParts,
                        session);
  }
}

absl::Status RunPartners(const PairingOptions& options, Session& session) {
  RankPartnersRequest request;
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   NameInFair(name, "participants", options.unit, "UNIT"));
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ASSIGN_OR_RETURN(const RankPartnersResponse response,
                   ReadPartners(request, options.limit, session));
  if (options.explain && session.output() == OutputFormat::kTable) {
    PrintPartnersExplained(response, session);
  } else {
    PrintPartnerRows(response, session);
  }
  return absl::OkStatus();
}

absl::Status RunSuggest(const PairingOptions& options, Session& session) {
  SuggestMeetingsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  request.set_partners_each(options.each);
  request.set_least_score(options.least_score);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(const SuggestMeetingsResponse response,
                   session.client().Call(&FairStub::SuggestMeetings, request));
  std::vector<const google::protobuf::Message*> made;
  for (const auto& one : response.requests()) made.push_back(&one);
  PrintList(*KindOfCollection("requests"), response, made,
            session.Say({"没有可建议的约见", "There is nothing to suggest"}),
            session);
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  session.terminal().out
      << session.Say(options.validate_only
                         ? Words{"检查通过，未写入。将建议 ",
                                 "All is well, nothing was written. To be "
                                 "suggested: "}
                         : Words{"已建议 ", "Suggested: "})
      << made.size()
      << session.Say(
             {"，对象仍然过少的单位 ", ", units that still have too few: "})
      << response.still_too_few() << "\n";
  return absl::OkStatus();
}

void PrintReview(const ReviewPairingResponse& response, bool all,
                 Session& session) {
  Listing listing({{{"单位", "Unit"}, "unit"},
                   {{"名称", "Name"}, "", false, true},
                   {{"身份", "Side"}, "side"},
                   {{"约出", "Asked"}, "asked", true},
                   {{"被约", "Asked for"}, "asked_for", true},
                   {{"谈定", "Agreed"}, "agreed", true},
                   {{"待答复", "To answer"}, "unanswered", true},
                   {{"已排", "Meetings"}, "meetings", true},
                   {{"上限", "Most"}, "most_meetings", true},
                   {{"判断", "Balance"}, "balance"}});
  for (const PairingLine& line : response.lines()) {
    // Programs get every line.
    if (session.output() == OutputFormat::kTable && !all &&
        line.balance() == PairingLine::BALANCE_ENOUGH) {
      continue;
    }
    listing.Add(
        {IdCell(line.unit()),
         LocalCell(line.display_name(), session),
         EnumCell(*profiles::v1::Side_descriptor(), line.side(), session),
         NumberCell(line.asked()),
         NumberCell(line.asked_for()),
         NumberCell(line.agreed()),
         NumberCell(line.unanswered()),
         NumberCell(line.meetings()),
         {line.most_meetings() == 0 ? session.Say({"不限", "any"})
                                    : absl::StrCat(line.most_meetings()),
          absl::StrCat(line.most_meetings())},
         EnumCell(*PairingLine::Balance_descriptor(), line.balance(),
                  session)});
  }
  listing.Print(response, {"", ""}, session);
}

absl::Status RunReview(const PairingOptions& options, Session& session) {
  ReviewPairingRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const ReviewPairingResponse response,
                   session.client().Call(&FairStub::ReviewPairing, request));
  PrintReview(response, options.all, session);
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  session.terminal().out << session.Say({"参会单位 ", "Participants: "})
                         << response.lines_size()
                         << session.Say({"，过少 ", ", too few: "})
                         << response.too_few()
                         << session.Say({"，过多 ", ", too many: "})
                         << response.too_many() << "\n";
  if (response.too_few() > 0) {
    session.terminal().out << session.Say({"批量建议：", "Suggest some: "})
                           << "duikou fair suggest " << options.fair << "\n";
  }
  return absl::OkStatus();
}

void AddPartners(Session& session, CLI::App& noun) {
  auto options = std::make_shared<PairingOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kRequestsGroup, "partners",
      {"为一个单位排列合适的对方单位和理由",
       "Rank who suits a participant, with reasons"},
      "duikou fair partners 2016 hzau\n"
      "duikou fair partners 2016 county-420527 --limit 5 --explain",
      options, RunPartners);
  command->add_option("UNIT", options->unit, "The unit 单位")->required();
  command
      ->add_option("--limit", options->limit,
                   "The most to show; 0: all 最多显示")
      ->type_name("NUMBER");
  command->add_flag("--explain", options->explain,
                    "All parts of each score 得分的全部构成");
}

}  // namespace

void AddFairPairingCommands(Session& session, CLI::App& noun) {
  AddPartners(session, noun);
  auto options = std::make_shared<PairingOptions>();
  CLI::App* command =
      AddFairCommand(session, noun, kRequestsGroup, "review",
                     {"检查谁的洽谈对象过少或过多",
                      "See who has too few or too many partners"},
                     "duikou fair review 2016\nduikou fair review 2016 --all",
                     options, RunReview);
  command->add_flag("--all", options->all,
                    "Those too who have enough 包括对象适当的单位");

  options = std::make_shared<PairingOptions>();
  command = AddFairCommand(
      session, noun, kRequestsGroup, "suggest",
      {"批量建议约见", "Suggest meetings to all who have too few partners"},
      "duikou fair suggest 2016 --validate-only\n"
      "duikou fair suggest 2016 --each 4 --least-score 3000",
      options, RunSuggest);
  command
      ->add_option("--each", options->each,
                   "Partners each is to have; the fair's least if not given "
                   "每家对象数")
      ->type_name("NUMBER");
  command
      ->add_option("--least-score", options->least_score,
                   "Only pairs with this score, 0 to 10000 最低匹配分")
      ->type_name("NUMBER");
  command->add_flag("--validate-only", options->validate_only,
                    "Check everything, write nothing 只检查，不写入");
}

}  // namespace duikou::cli
