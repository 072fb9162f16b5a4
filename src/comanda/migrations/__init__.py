"""How a database comes to the shape of this version. Inside the package, so that an installed wheel migrates itself."""
