#include "clients/cli/learning_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/ranking_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::MatchingService;
using matching::v1::ProposeWeightsResponse;
using matching::v1::SuggestCapabilityProfileResponse;
using profiles::v1::CapabilityProfile;
using profiles::v1::ProfilesService;
using MatchingStub = MatchingService::StubInterface;
using ProfilesStub = ProfilesService::StubInterface;

// 3333 → 33.3%.
std::string Percent(int basis_points) {
  return absl::StrFormat("%d.%d%%", basis_points / 100,
                         basis_points % 100 / 10);
}

Words StandingWords(ProposeWeightsResponse::Standing standing) {
  switch (standing) {
    case ProposeWeightsResponse::STANDING_TOO_FEW_CHOICES:
      return {"选择太少，暂不建议改动", "Too few choices to learn from yet"};
    case ProposeWeightsResponse::STANDING_NO_BETTER:
      return {"在留出的选择上没有改善，不建议采用",
              "No better on choices held back: not worth adopting"};
    case ProposeWeightsResponse::STANDING_BETTER:
      return {"在留出的选择上有改善", "Better on choices held back"};
    default:
      return {"未知", "Not known"};
  }
}

void PrintQualities(const ProposeWeightsResponse& response, Session& session) {
  const matching::v1::RankingQuality& now = response.present_quality();
  const matching::v1::RankingQuality& then = response.proposed_quality();
  Table table({{.heading = session.Say({"在留出的选择上", "Held back"})},
               {.heading = session.Say({"现行", "Present"}), .right = true},
               {.heading = session.Say({"建议", "Proposed"}), .right = true}});
  table.AddRow({"NDCG@20", Percent(now.ndcg_bp()), Percent(then.ndcg_bp())});
  table.AddRow({session.Say({"前 20 名命中", "Hit in the first 20"}),
                Percent(now.hit_bp()), Percent(then.hit_bp())});
  table.AddRow({session.Say({"首个命中名次的倒数", "Reciprocal rank"}),
                Percent(now.reciprocal_rank_bp()),
                Percent(then.reciprocal_rank_bp())});
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

void PrintProposal(const ProposeWeightsResponse& response, Session& session) {
  PrintLine(session.Say({"现行", "Present"}),
            WeightsText(response.present_weights(), session), session);
  PrintLine(session.Say({"建议", "Proposed"}),
            WeightsText(response.proposed_weights(), session), session);
  PrintLine(session.Say({"依据", "From"}),
            session.zh()
                ? absl::StrCat(response.supporter_count(), " 家支援方的 ",
                               response.wanted_count(), " 次选择和 ",
                               response.unwanted_count(), " 次放弃")
                : absl::StrCat(response.wanted_count(), " choices for and ",
                               response.unwanted_count(), " against, by ",
                               response.supporter_count(), " supporters"),
            session);
  PrintLine(session.Say({"结论", "Outcome"}),
            session.Say(StandingWords(response.standing())), session);
  if (response.ranking_count() == 0) return;
  session.terminal().out << "\n";
  PrintQualities(response, session);
  PrintLine(session.Say({"检验的排名数", "Rankings measured"}),
            absl::StrCat(response.ranking_count()), session);
}

absl::Status AdoptWeights(const ProposeWeightsResponse& proposal,
                          const std::string& parent, const std::string& note,
                          Session& session) {
  matching::v1::CreateWeightVersionRequest request;
  request.set_parent(parent);
  matching::v1::WeightVersion& version = *request.mutable_weight_version();
  *version.mutable_weights() = proposal.proposed_weights();
  version.set_note(note);
  ASSIGN_OR_RETURN(
      const matching::v1::WeightVersion made,
      session.client().Call(&MatchingStub::CreateWeightVersion, request));
  PrintLine(session.Say({"已采用，权重版本", "Adopted as weight version"}),
            std::string(LastId(made.name())), session);
  PrintLine(session.Say({"现行", "Present"}),
            WeightsText(made.weights(), session), session);
  return absl::OkStatus();
}

struct ProposeOptions {
  bool adopt = false;
  std::string note;
};

absl::Status RunPropose(const ProposeOptions& options, Session& session) {
  matching::v1::ProposeWeightsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  ASSIGN_OR_RETURN(
      const ProposeWeightsResponse response,
      session.client().Call(&MatchingStub::ProposeWeights, request));
  const bool few =
      response.standing() == ProposeWeightsResponse::STANDING_TOO_FEW_CHOICES;
  if (session.output() != OutputFormat::kTable) {
    session.terminal().out << ToJson(response);
  } else {
    PrintProposal(response, session);
  }
  if (!options.adopt) return absl::OkStatus();
  if (few) {
    return UsageError(session.Say(
        {"--adopt: 选择太少，没有可采用的建议",
         "--adopt: there are too few choices, nothing is proposed"}));
  }
  return AdoptWeights(response, request.parent(), options.note, session);
}

absl::Status RunUndo(Session& session) {
  matching::v1::GetEffectiveWeightsRequest now;
  ASSIGN_OR_RETURN(*now.mutable_parent(), session.ProgrammeName());
  ASSIGN_OR_RETURN(
      const matching::v1::WeightVersion version,
      session.client().Call(&MatchingStub::GetEffectiveWeights, now));
  if (version.name().empty()) {
    return UsageError(
        session.Say({"生效的是默认权重，没有可撤销的版本",
                     "The default weights are in force: nothing to undo"}));
  }
  matching::v1::DeleteWeightVersionRequest request;
  request.set_name(version.name());
  request.set_etag(version.etag());
  RETURN_IF_ERROR(session.client()
                      .Call(&MatchingStub::DeleteWeightVersion, request)
                      .status());
  ASSIGN_OR_RETURN(
      const matching::v1::WeightVersion former,
      session.client().Call(&MatchingStub::GetEffectiveWeights, now));
  PrintLine(session.Say({"已撤销权重版本", "Undid weight version"}),
            std::string(LastId(version.name())), session);
  PrintLine(session.Say({"现行", "Present"}),
            WeightsText(former.weights(), session), session);
  return absl::OkStatus();
}

// A table of what is suggested and why.
template <typename Reasons, typename PointsOf>
void PrintReasons(const Words& heading, const Reasons& reasons,
                  PointsOf points_of, Session& session) {
  if (reasons.empty()) return;
  Table table(
      {{.heading = session.Say(heading), .flexible = true, .least = 16},
       {.heading = session.Say({"建议", "Suggested"}), .right = true},
       {.heading = session.Say({"项目", "Projects"}), .right = true},
       {.heading = session.Say({"本单位占比", "Its share"}), .right = true},
       {.heading = session.Say({"全体占比", "Everybody's"}), .right = true}});
  for (int i = 0; i < reasons.size(); ++i) {
    const matching::v1::SuggestionReason& reason = reasons[i];
    table.AddRow({NamedWithId(reason.subject(), session),
                  absl::StrCat(points_of(i)),
                  absl::StrCat(reason.project_count()),
                  Percent(reason.share_bp()), Percent(reason.base_share_bp())});
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour()) << "\n";
}

void PrintSizes(const SuggestCapabilityProfileResponse& response,
                Session& session) {
  const CapabilityProfile& profile = response.capability_profile();
  const std::string programme = IdIn(profile.name(), "programmes");
  for (const matching::v1::SizeReason& reason : response.size_reasons()) {
    for (const profiles::v1::Giving& giving : profile.givings()) {
      if (giving.fund_kind() != reason.fund_kind()) continue;
      const std::string median =
          FormatAmount(reason.median_fen(), session.language());
      PrintLine(
          session.display_names().FundKind(programme, giving.fund_kind(),
                                           session.language()),
          absl::StrCat(FormatAmount(giving.usual_fen(), session.language()),
                       session.zh() ? "（中位数 " : " (median ", median,
                       session.zh() ? "）" : ")"),
          session);
    }
  }
}

void PrintSuggestion(const SuggestCapabilityProfileResponse& response,
                     Session& session) {
  const CapabilityProfile& profile = response.capability_profile();
  session.display_names().Fetch(response);
  session.terminal().out
      << NamedWithId(profile.unit(), session) << " · "
      << (session.zh()
              ? absl::StrCat("依据 ", response.first_year(), "–",
                             response.last_year(), " 年的 ",
                             response.project_count(), " 个项目")
              : absl::StrCat("from ", response.project_count(), " projects of ",
                             response.first_year(), "–", response.last_year()))
      << "\n\n";
  PrintReasons(
      {"领域", "Sector"}, response.strength_reasons(),
      [&](int i) { return profile.strengths(i).strength(); }, session);
  PrintReasons(
      {"地区", "Area"}, response.area_reasons(),
      [&](int i) { return profile.preferred_areas(i).preference(); }, session);
  PrintSizes(response, session);
}

absl::Status AdoptProfile(const CapabilityProfile& profile, Session& session) {
  CapabilityProfile made;
  if (profile.etag().empty()) {
    profiles::v1::CreateCapabilityProfileRequest request;
    request.set_parent(
        absl::StrCat("programmes/", IdIn(profile.name(), "programmes")));
    request.set_capability_profile_id(std::string(LastId(profile.name())));
    *request.mutable_capability_profile() = profile;
    ASSIGN_OR_RETURN(
        made,
        session.client().Call(&ProfilesStub::CreateCapabilityProfile, request));
  } else {
    profiles::v1::UpdateCapabilityProfileRequest request;
    *request.mutable_capability_profile() = profile;
    request.mutable_update_mask()->add_paths("*");
    ASSIGN_OR_RETURN(
        made,
        session.client().Call(&ProfilesStub::UpdateCapabilityProfile, request));
  }
  PrintLine(session.Say({"已采用", "Adopted"}),
            std::string(LastId(made.name())), session);
  return absl::OkStatus();
}

struct SuggestOptions {
  std::string unit;
  int through_year = 0;
  bool adopt = false;
};

absl::Status RunSuggest(const SuggestOptions& options, Session& session) {
  matching::v1::SuggestCapabilityProfileRequest request;
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  request.set_through_year(options.through_year);
  ASSIGN_OR_RETURN(
      const SuggestCapabilityProfileResponse response,
      session.client().Call(&MatchingStub::SuggestCapabilityProfile, request));
  if (session.output() != OutputFormat::kTable) {
    session.terminal().out << ToJson(response);
  } else {
    PrintSuggestion(response, session);
  }
  if (!options.adopt) return absl::OkStatus();
  return AdoptProfile(response.capability_profile(), session);
}

}  // namespace

void AddWeightsLearning(Session& session, CLI::App& weights) {
  auto options = std::make_shared<ProposeOptions>();
  CLI::App* command = AddCommand(
      weights, "propose",
      {"从实际选择中建议权重，并在留出的选择上检验",
       "Propose weights from what was chosen, tried on choices held back"},
      "duikou weights propose\n"
      "duikou weights propose --adopt --note 依据2015年选择");
  command->add_flag("--adopt", options->adopt,
                    "Make them the weights in force 采用为生效权重");
  command->add_option("--note", options->note, "Why 原因")->type_name("TEXT");
  command->callback([&session, options] {
    session.Select([&, options] { return RunPropose(*options, session); });
  });

  command = AddCommand(weights, "undo",
                       {"撤销最近一次权重改动，恢复之前的权重",
                        "Undo the last change of weights"},
                       "duikou weights undo");
  command->callback(
      [&session] { session.Select([&session] { return RunUndo(session); }); });
}

void AddProfileSuggest(Session& session, CLI::App& profile) {
  auto options = std::make_shared<SuggestOptions>();
  CLI::App* command =
      AddCommand(profile, "suggest",
                 {"从以往项目中建议支援能力",
                  "Suggest a capability profile from past projects"},
                 "duikou profile suggest yichang\n"
                 "duikou profile suggest yichang --through-year 2015 --adopt");
  command->add_option("UNIT", options->unit, "The supporter 支援方")
      ->required();
  command
      ->add_option("--through-year", options->through_year,
                   "Only past projects up to this year 截止年")
      ->type_name("YEAR");
  command->add_flag("--adopt", options->adopt,
                    "Make it the unit's profile 采用为支援能力");
  command->callback([&session, options] {
    session.Select([&, options] { return RunSuggest(*options, session); });
  });
}

}  // namespace duikou::cli
