// AccessWorld: a programme `hubei` with units of every sort, what is theirs,
// and people of every permission group, in a deployment that asks them to sign
// in; and a second programme `chongqing`.
//
//   AccessWorld world(deployment);
//   world.person("supporter").secret;
//   world.targets()[0].resource("programmes/{programme}/quotas/{quota}");
//
// Units, with who acts for each:
//   mine            supporter; `supporter`    branch      below mine
//   theirs          supporter                 guided      guided by department
//   department      guides; `guide`
//   my-county       recipient; `recipient`    my-town     below my-county
//   their-county    recipient
// Each recipient has a project that is open, `open-<unit>`, and a draft,
// `draft-<unit>`.
#ifndef DUIKOU_TESTS_E2E_ACCESS_WORLD_H_
#define DUIKOU_TESTS_E2E_ACCESS_WORLD_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "tests/e2e/access_calls.h"
#include "tests/e2e/deployment.h"

namespace duikou::e2e {

inline constexpr char kPassword[] = "plum-orchard-by-the-river";

struct TestPerson {
  std::string id;           // empty: nobody
  std::string programme;    // its id; "-": all
  std::string unit;         // its id; may be empty
  std::vector<int> groups;  // duikou.type.v1.PermissionGroup
  std::string secret;       // of its session
};

// What a request can be about: something of each sort, all related.
struct Target {
  std::string label;
  std::string unit;  // ids
  std::string supporter;
  std::string recipient;
  std::string project;
  std::string person;
  // By the pattern of their names; of some, their names alone.
  std::map<std::string, std::shared_ptr<const google::protobuf::Message>>
      resources = {};

  // Null where there is none with such a name.
  const google::protobuf::Message* resource(const std::string& pattern) const;
};

// The pattern of the names of a type; empty where it has none.
std::string NamePatternOf(const google::protobuf::Descriptor& type);

class AccessWorld {
 public:
  // Makes it all, as the people that may. Without people, units and projects
  // there is no test: where these cannot be made the process ends.
  explicit AccessWorld(Deployment& deployment);

  Deployment& deployment() const { return deployment_; }
  // Nobody comes last.
  const std::vector<TestPerson>& people() const { return people_; }
  // Empty id: nobody.
  const TestPerson& person(const std::string& id) const;
  const std::vector<Target>& targets() const { return targets_; }
  const Target& target(const std::string& label) const;

  // What could not be made, so that no request can be about it.
  const std::vector<std::string>& problems() const { return problems_; }

  // The unit of a name of a unit, of something below one, or of a project;
  // empty where it is none.
  std::string UnitOf(const std::string& name) const;
  // By the parents that the units were made with.
  bool IsBelow(const std::string& unit, const std::string& above) const;
  // The department that guides the unit.
  bool Guides(const std::string& department, const std::string& unit) const;

 private:
  void SetUpPeople();
  void MakeProgrammes();
  void MakeUnits();
  void MakeProjects();
  void MakeTargets();
  void MakeResources(Target& target);
  void MakePlan();
  void MakeCompetition();
  void MakeFairs();
  // Of a new run of the fair, once it has ended.
  MessagePtr SolvedRun(const std::string& fair);
  void Enrol(const std::string& id, const std::string& programme,
             const std::string& unit, std::vector<int> groups);
  // As the office.
  MessagePtr Must(const std::string& method, const std::string& text);

  Deployment& deployment_;
  std::vector<TestPerson> people_;
  std::vector<Target> targets_;
  std::vector<std::string> problems_;
};

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_ACCESS_WORLD_H_
