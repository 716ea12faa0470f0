// libSBML's C interface, as Debian's libsbml5-dev ships it.
#include <sbml/SBMLTypes.h>
