#include "clients/cli/labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/cli/field_values.h"
#include "clients/cli/resource_kinds.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"

namespace duikou::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

// Everything that is shown of a message: its fields and enums, all the way in.
void Collect(const Descriptor& type, std::set<const FieldDescriptor*>& fields,
             std::set<const EnumDescriptor*>& enums) {
  if (type.file()->package() == "google.protobuf") return;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (!fields.insert(field).second) continue;
    if (field->enum_type() != nullptr) enums.insert(field->enum_type());
    if (field->message_type() != nullptr) {
      Collect(*field->message_type(), fields, enums);
    }
  }
}

class LabelsTest : public testing::Test {
 protected:
  LabelsTest() {
    for (const ResourceKind& kind : ResourceKinds()) {
      Collect(kind.descriptor(), fields_, enums_);
    }
    enums_.insert(fair::v1::Fault::Severity_descriptor());
    enums_.insert(fair::v1::PairingLine::Balance_descriptor());
    enums_.insert(matching::v1::FilterCode_descriptor());
    enums_.insert(progress::v1::Dimension_descriptor());
    enums_.insert(progress::v1::LedgerFault::Kind_descriptor());
    enums_.insert(progress::v1::WorkItem::Kind_descriptor());
    enums_.insert(matching::v1::ProposePortfolioResponse::Outcome_descriptor());
  }

  std::set<const FieldDescriptor*> fields_;
  std::set<const EnumDescriptor*> enums_;
};

TEST_F(LabelsTest, EveryFieldShownHasALabelInBothLanguages) {
  for (const FieldDescriptor* field : fields_) {
    EXPECT_TRUE(HasFieldLabel(*field)) << field->full_name();
  }
}

TEST_F(LabelsTest, EveryValueShownHasALabelInBothLanguages) {
  for (const EnumDescriptor* type : enums_) {
    for (int i = 0; i < type->value_count(); ++i) {
      EXPECT_TRUE(HasEnumLabel(*type->value(i))) << type->value(i)->full_name();
    }
  }
}

TEST_F(LabelsTest, WordsAndLabelsAreReadBack) {
  for (const EnumDescriptor* type : enums_) {
    for (int i = 0; i < type->value_count(); ++i) {
      const auto* value = type->value(i);
      if (value->number() == 0) continue;
      for (const std::string& text :
           {EnumWord(*value), value->name(), EnumLabel(*value, Language::kZh),
            EnumLabel(*value, Language::kEn)}) {
        const auto parsed = ParseEnum(*type, text);
        ASSERT_TRUE(parsed.ok()) << text << ": " << parsed.status();
        EXPECT_EQ(*parsed, value) << text;
      }
    }
  }
}

TEST_F(LabelsTest, AnUnknownWordListsTheRightOnes) {
  EXPECT_THAT(
      std::string(
          ParseEnum(*catalogue::v1::Project::Readiness_descriptor(), "soon")
              .status()
              .message()),
      "\"soon\" is none of idea, proposal, feasibility-study, approved, "
      "site-ready");
}

TEST(ResourceKindsTest, EveryRowAgreesWithItsService) {
  for (const ResourceKind& kind : ResourceKinds()) {
    EXPECT_NE(kind.Method("List"), nullptr) << kind.noun;
    EXPECT_NE(kind.descriptor().FindFieldByName("name"), nullptr);
    for (const char* column : kind.columns) {
      EXPECT_NE(kind.descriptor().FindFieldByName(column), nullptr)
          << kind.noun << " " << column;
    }
    EXPECT_EQ(NamePattern(*kind.descriptor().FindFieldByName("name")),
              kind.pattern);
    // The ids of what has no create are the server's.
    if (const auto* create = kind.Method("Create");
        create != nullptr && kind.collection() != "ledgerEntries") {
      EXPECT_NE(create->input_type()->FindFieldByName(kind.field() + "_id"),
                nullptr);
    }
    for (const CustomVerb& verb : kind.verbs) {
      EXPECT_NE(kind.Method("Get")->service()->FindMethodByName(verb.method),
                nullptr);
    }
  }
}

}  // namespace
}  // namespace duikou::cli
