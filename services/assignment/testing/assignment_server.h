// AssignmentServer: the role `assignment` in a host of its own, for tests.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_TESTING_ASSIGNMENT_SERVER_H_
#define DUIKOU_SERVICES_ASSIGNMENT_TESTING_ASSIGNMENT_SERVER_H_

#include "duikou/assignment/v1/assignment_service.grpc.pb.h"
#include "duikou/assignment/v1/competition_service.grpc.pb.h"
#include "services/assignment/bind.h"
#include "services/rpc/testing/role_server.h"
#include "services/store/store.h"

namespace duikou::testing {

// Thread-safe.
class AssignmentServer : public RoleServer<assignment::v1::AssignmentService,
                                           assignment::v1::CompetitionService> {
 public:
  // The store must outlive the server.
  explicit AssignmentServer(Store& store, bool sole_process = false)
      : RoleServer(store, BindAssignment, sole_process) {}
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_ASSIGNMENT_TESTING_ASSIGNMENT_SERVER_H_
