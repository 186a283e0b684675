// What a criterion is, and the shapes it may have.
//
// A criterion is a type with a constant `kShape` and a static `Value` that
// returns 0 … 10,000 from just what its shape lets it see, so that the index
// can bound it over many projects at once:
//   kBySector          Value(supporter, sector)
//   kByArea            Value(supporter, area)
//   kBySectorAndArea   Value(supporter, sector, area), the sum of
//                      BySector(supporter, sector) and ByArea(supporter, area)
//   kOnePeakInAmount   Value(supporter, kind, need_fen, log2 of the need), as
//                      Curve(supporter, kind) has it
//   kStatic            Value(project), whoever the supporter is
//   kSmallByNeed       Value(supporter, other needs), at most
//                      MostOfAny(supporter) where there are any
// A type of another shape, or whose Value does not fit its shape, does not
// compile as an element of CriterionList.
#ifndef DUIKOU_MATCHER_SCORER_CRITERION_H_
#define DUIKOU_MATCHER_SCORER_CRITERION_H_

#include <concepts>
#include <cstdint>

#include "matcher/base/project.h"
#include "matcher/base/score.h"
#include "matcher/base/taxonomy.h"
#include "matcher/scorer/prepared_supporter.h"

namespace duikou {

enum class Shape {
  kBySector,
  kByArea,
  kBySectorAndArea,
  kOnePeakInAmount,
  kStatic,
  kSmallByNeed,
};
inline constexpr int kShapeCount = 6;

namespace internal {

template <typename C>
concept BySector = C::kShape ==
                   Shape::kBySector&& requires(const PreparedSupporter& s,
                                               SectorIndex sector) {
  { C::Value(s, sector) } -> std::same_as<int32_t>;
};
template <typename C>
concept ByArea = C::kShape ==
                 Shape::kByArea&& requires(const PreparedSupporter& s,
                                           AreaIndex area) {
  { C::Value(s, area) } -> std::same_as<int32_t>;
};
template <typename C>
concept BySectorAndArea = C::kShape == Shape::kBySectorAndArea&& requires(
                                           const PreparedSupporter& s,
                                           SectorIndex sector, AreaIndex area) {
  { C::Value(s, sector, area) } -> std::same_as<int32_t>;
  { C::BySector(s, sector) } -> std::same_as<int32_t>;
  { C::ByArea(s, area) } -> std::same_as<int32_t>;
};
template <typename C>
concept OnePeakInAmount =
    C::kShape == Shape::kOnePeakInAmount&& requires(const PreparedSupporter& s,
                                                    FundKindIndex kind,
                                                    int64_t fen, int32_t log) {
  { C::Value(s, kind, fen, log) } -> std::same_as<int32_t>;
  { C::Curve(s, kind) } -> std::same_as<const FundCurve&>;
};
template <typename C>
concept Static = C::kShape == Shape::kStatic&& requires(const Project& p) {
  { C::Value(p) } -> std::same_as<int32_t>;
};
template <typename C>
concept SmallByNeed = C::kShape ==
                      Shape::kSmallByNeed&& requires(const PreparedSupporter& s,
                                                     NeedMask needs) {
  { C::Value(s, needs) } -> std::same_as<int32_t>;
  { C::MostOfAny(s) } -> std::same_as<int32_t>;
};

}  // namespace internal

// A type that the index can bound.
template <typename C>
concept IndexableCriterion = requires {
  { C::kCriterion } -> std::convertible_to<Criterion>;
  { C::kShape } -> std::convertible_to<Shape>;
}
&&(internal::BySector<C> || internal::ByArea<C> ||
   internal::BySectorAndArea<C> || internal::OnePeakInAmount<C> ||
   internal::Static<C> || internal::SmallByNeed<C>);

// The criteria a score is made of.
template <IndexableCriterion... Cs>
struct CriterionList {
  static constexpr int kCount = sizeof...(Cs);

  // Calls f.template operator()<C>() for each criterion, in order.
  template <typename F>
  static constexpr void ForEach(F&& f) {
    (f.template operator()<Cs>(), ...);
  }
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_CRITERION_H_
