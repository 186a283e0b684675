// FairServer: the role `fair` in a host of its own, for tests.
#ifndef DUIKOU_SERVICES_FAIR_TESTING_FAIR_SERVER_H_
#define DUIKOU_SERVICES_FAIR_TESTING_FAIR_SERVER_H_

#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "services/fair/bind.h"
#include "services/rpc/testing/role_server.h"
#include "services/store/store.h"

namespace duikou::testing {

// Thread-safe.
class FairServer
    : public RoleServer<fair::v1::FairService, fair::v1::TimetableService> {
 public:
  // The store must outlive the server.
  explicit FairServer(Store& store) : RoleServer(store, BindFair) {}
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_FAIR_TESTING_FAIR_SERVER_H_
