#include "clients/cli/resource_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace duikou::cli {
namespace {

constexpr char kUnit[] = "programmes/{programme}/units/{unit}";
constexpr char kShortlist[] =
    "programmes/{programme}/units/{unit}/shortlist/{project}";

std::string Expanded(const char* pattern, const char* text) {
  const absl::StatusOr<std::string> name = ExpandName(
      pattern, text, [] { return absl::StatusOr<std::string>("hubei"); });
  return name.ok() ? *name : std::string(name.status().message());
}

TEST(ResourceNamesTest, AnIdIsCompletedWithinTheProgramme) {
  EXPECT_EQ(Expanded(kUnit, "yichang"), "programmes/hubei/units/yichang");
  EXPECT_EQ(Expanded(kUnit, "units/yichang"), "programmes/hubei/units/yichang");
  EXPECT_EQ(Expanded(kShortlist, "yichang/p-1"),
            "programmes/hubei/units/yichang/shortlist/p-1");
  EXPECT_EQ(Expanded(kShortlist, "units/yichang/shortlist/p-1"),
            "programmes/hubei/units/yichang/shortlist/p-1");
}

TEST(ResourceNamesTest, AWholeNameKeepsItsProgramme) {
  EXPECT_EQ(Expanded(kUnit, "programmes/chongqing/units/x"),
            "programmes/chongqing/units/x");
}

TEST(ResourceNamesTest, AProgrammeNeedsNoOther) {
  EXPECT_EQ(Expanded("programmes/{programme}", "hubei"), "programmes/hubei");
  EXPECT_EQ(Expanded("programmes/{programme}", "programmes/hubei"),
            "programmes/hubei");
}

TEST(ResourceNamesTest, WhatCanMeanNoNameIsRefused) {
  for (const char* text : {"", "a/b/c", "areas/420527", "units/", "/yichang",
                           "programmes/hubei/areas/420527"}) {
    EXPECT_THAT(Expanded(kUnit, text), ::testing::HasSubstr("is no name of"))
        << text;
  }
  EXPECT_THAT(Expanded(kShortlist, "yichang"),
              ::testing::HasSubstr("is no name of"));
}

TEST(ResourceNamesTest, TheProgrammesErrorIsTheNames) {
  EXPECT_EQ(ExpandName(kUnit, "yichang",
                       [] {
                         return absl::StatusOr<std::string>(
                             absl::NotFoundError("no programme"));
                       })
                .status(),
            absl::NotFoundError("no programme"));
}

TEST(ResourceNamesTest, PartsOfNames) {
  EXPECT_EQ(LastId("programmes/hubei/units/yichang"), "yichang");
  EXPECT_EQ(LastId("policy"), "policy");
  EXPECT_EQ(IdIn("programmes/hubei/units/yichang/shortlist/p", "units"),
            "yichang");
  EXPECT_EQ(IdIn("programmes/hubei", "units"), "");
  EXPECT_EQ(ParentOf("programmes/hubei/units/yichang"), "programmes/hubei");
  EXPECT_EQ(ParentOf("programmes/hubei"), "");
}

}  // namespace
}  // namespace duikou::cli
