// SUNDIALS 6 (CVODES with the serial vector, the sparse matrix and the KLU solver), as Debian ships it.
// klu.h comes first: sunlinsol_klu.h names it without its folder.
#include <suitesparse/klu.h>
#include <cvodes/cvodes.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_context.h>
#include <sundials/sundials_types.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>
