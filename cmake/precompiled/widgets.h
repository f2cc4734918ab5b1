// SPDX-License-Identifier: GPL-3.0-or-later
#include "core.h"

#include <QAbstractItemModel>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMainWindow>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QToolButton>
