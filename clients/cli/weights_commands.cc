#include "clients/cli/weights_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/output.h"
#include "clients/cli/ranking_options.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using matching::v1::MatchingService;
using MatchingStub = MatchingService::StubInterface;

// The weights of one version, a row each.
void PrintWeights(const matching::v1::WeightVersion& version,
                  Session& session) {
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("weights"), version, session);
    return;
  }
  session.terminal().out
      << (version.name().empty()
              ? session.Say({"默认权重", "The default weights"})
              : absl::StrCat(session.Say({"权重版本 ", "Weight version "}),
                             LastId(version.name())))
      << (version.effective() ? session.Say({"（生效中）", " (in force)"}) : "")
      << "\n";
  PrintLine(session.Say({"权重", "Weights"}),
            WeightsText(version.weights(), session), session);
  PrintLine(session.Say({"备注", "Note"}), version.note(), session);
}

absl::Status RunWeightsGet(const std::string& id, Session& session) {
  if (id.empty()) {
    matching::v1::GetEffectiveWeightsRequest request;
    ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
    ASSIGN_OR_RETURN(
        const matching::v1::WeightVersion version,
        session.client().Call(&MatchingStub::GetEffectiveWeights, request));
    PrintWeights(version, session);
    return absl::OkStatus();
  }
  matching::v1::GetWeightVersionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   session.Name(KindOfCollection("weights")->pattern, id));
  ASSIGN_OR_RETURN(
      const matching::v1::WeightVersion version,
      session.client().Call(&MatchingStub::GetWeightVersion, request));
  PrintWeights(version, session);
  return absl::OkStatus();
}

struct WeightsOptions {
  std::string weights;
  std::string note;
  std::string id;
  bool validate_only = false;
  bool straight = false;
};

// Gives each weight the curve of its criterion that is in force.
absl::Status KeepCurves(const std::string& parent,
                        matching::v1::WeightVersion& version,
                        Session& session) {
  matching::v1::GetEffectiveWeightsRequest request;
  request.set_parent(parent);
  ASSIGN_OR_RETURN(
      const matching::v1::WeightVersion now,
      session.client().Call(&MatchingStub::GetEffectiveWeights, request));
  for (matching::v1::CriterionWeight& weight : *version.mutable_weights()) {
    for (const matching::v1::CriterionWeight& kept : now.weights()) {
      if (kept.criterion() == weight.criterion()) {
        *weight.mutable_curve_points() = kept.curve_points();
      }
    }
  }
  return absl::OkStatus();
}

absl::Status RunWeightsSet(const WeightsOptions& options, Session& session) {
  matching::v1::CreateWeightVersionRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  request.set_weight_version_id(options.id);
  request.set_validate_only(options.validate_only);
  matching::v1::WeightVersion& version = *request.mutable_weight_version();
  version.set_note(options.note);
  RETURN_IF_ERROR(
      SetPairs(version, "weights", "WEIGHTS", {options.weights}, session));
  if (!options.straight) {
    RETURN_IF_ERROR(KeepCurves(request.parent(), version, session));
  }
  ASSIGN_OR_RETURN(
      const matching::v1::WeightVersion made,
      session.client().Call(&MatchingStub::CreateWeightVersion, request));
  PrintWeights(made, session);
  return absl::OkStatus();
}

}  // namespace

void AddWeightsCommands(Session& session, CLI::App& weights) {
  auto id = std::make_shared<std::string>();
  CLI::App* command = AddCommand(
      weights, "get",
      {"显示生效的权重，或某一版本", "The weights in force, or one version"},
      "duikou weights get\nduikou weights get 2");
  command->add_option("VERSION", *id,
                      "Its id; those in force if not given "
                      "编号");
  command->callback([&session, id] {
    session.Select([&, id] { return RunWeightsGet(*id, session); });
  });

  auto options = std::make_shared<WeightsOptions>();
  command = AddCommand(weights, "set",
                       {"设定新的权重", "Set new weights for the programme"},
                       "duikou weights set "
                       "sector=40,region=30,fund-size=20,standing=10 "
                       "--note 年度会议确定\n"
                       "duikou weights set sector=60,region=40 --straight");
  command
      ->add_option("WEIGHTS", options->weights,
                   "Criterion and weight; those left out weigh 0 准则和权重")
      ->required()
      ->type_name("CRITERION=WEIGHT,…");
  command->add_option("--note", options->note, "Why 原因")->type_name("TEXT");
  command->add_option("--id", options->id, "An id of one's own 编号")
      ->type_name("ID");
  command->add_flag("--straight", options->straight,
                    "Let each value count as itself; without this the curves "
                    "in force stay 曲线改为直线；不加则保留现行曲线");
  command->add_flag("--validate-only", options->validate_only,
                    "Check everything, write nothing 只检查，不写入");
  command->callback([&session, options] {
    session.Select([&, options] { return RunWeightsSet(*options, session); });
  });
}

}  // namespace duikou::cli
