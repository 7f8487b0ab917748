# The Debian package: script/package.

install(TARGETS folkmoot DESTINATION usr/bin)
install(FILES script/debian/folkmoot.service DESTINATION lib/systemd/system)
install(FILES script/debian/folkmoot.toml DESTINATION etc/folkmoot)
file(GLOB documents CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/docs/*.md")
install(FILES ${documents} CHANGELOG.md DESTINATION usr/share/doc/folkmoot)
install(DIRECTORY docs/examples DESTINATION usr/share/doc/folkmoot)

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # the program alone, not every test
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "The Folkmoot maintainers <maintainers@folkmoot.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "shared workspace for networks of independent bodies")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"People of several councils, unions and partnerships meet in themed groups and
work together. One program with an embedded database, or PostgreSQL.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "bubblewrap, pandoc, poppler-utils")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS
    "libreoffice-calc-nogui, libreoffice-impress-nogui, postgresql, nginx | caddy")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
    "${CMAKE_SOURCE_DIR}/script/debian/conffiles;${CMAKE_SOURCE_DIR}/script/debian/postinst;${CMAKE_SOURCE_DIR}/script/debian/prerm;${CMAKE_SOURCE_DIR}/script/debian/postrm")
include(CPack)
