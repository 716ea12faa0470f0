/// Tables and lists as real exports showed them: sections by label, one line a well, several plates in
/// one sheet.
extension PlateReaderVariantFixtures {
  static let tables: [(format: String, text: String)] = [
    ("Tecan i-control or SparkControl", iControlLabels), ("BMG MARS", marsList),
    ("BMG MARS", marsSpacedCourse), ("BMG MARS", marsSpectrum), ("Thermo SkanIt", skanItPlates),
    ("Tecan Magellan", magellanPlain), ("Promega GloMax", gloMaxColumns),
  ]

  /// A section for each label, each with its own part of the plate.
  static let iControlLabels = """
    Application: Tecan i-control\t\t\t\tTecan i-control , 1.9.17.0
    Device: infinite 200Pro\t\t\t\tSerial number: 1

    Date:\t1/11/2030
    Plate\t\t\t\tCorning 96  [COS96rt.pdfx]\t


    Label: MUF
    Mode\t\t\t\tFluorescence Top Reading\t
    Excitation Wavelength\t\t\t\t360\tnm
    Emission Wavelength\t\t\t\t465\tnm
    Part of Plate\t\t\t\tA1-B2\t
    Start Time:\t'1/11/2030 4:13:13 AM

    \tTemperature: 22.5 °C
    <>\t1\t2
    A\t2939\t2910
    B\t3022\t3054



    End Time:\t'1/11/2030 4:13:40 AM


    Label: AMC
    Mode\t\t\t\tFluorescence Top Reading\t
    Excitation Wavelength\t\t\t\t380\tnm
    Emission Wavelength\t\t\t\t430\tnm
    Part of Plate\t\t\t\tA3-B4\t
    Start Time:\t'1/11/2030 4:13:46 AM

    \tTemperature: 22.6 °C
    <>\t3\t4
    A\t349\t339
    B\t388\t381



    End Time:\t'1/11/2030 4:14:12 AM

    """

  /// One line a well, and each setting in a line of its own.
  static let marsList = """
    User: USER,,,
    Path: C:\\Data\\,,,
    Test ID: 4605,,,
    Test Name: Phenol,,,
    ID1: 2,,,
    Absorbance,,,Absorbance values are displayed as OD
    ,,,
    Well,Content,Raw Data (765),
    A01,Sample X1,0.07,
    B01,Sample X2,0.066,
    A02,Sample X3,2.5,

    """

  /// An empty line behind each, the times of the columns below the header.
  static let marsSpacedCourse = """
    User: USER,Path: C:\\Data\\,Test run no.: 1735,,

    Test name: OD600,Date: 15/10/2030,,,

    ID1: 1,ID2: Wizard,,,

    Absorbance,,,,

    ,,,,

    Well Row,Well Col,Content,Raw Data (600),Raw Data (600)

    ,,Time,0 h 60 min,1 h 15 min

    A,1,Sample X1,0.081,0.097

    B,12,Sample X13,0.09,overflow

    """

  /// The wavelengths of the columns below the header.
  static let marsSpectrum = """
    User: USER;Path: C:\\Data\\;Test run no.: 9
    Test name: SCAN;Date: 1/2/2030

    Absorbance spectrum

    Well;Content;Raw Data (Abs Spectrum);Raw Data (Abs Spectrum)
    ;Wavelength [nm];260;261
    A01;Sample X1;0.5;0.6
    B01;Blank;0.1;0.2

    """

  /// Several plates of one step below each other, with names of their own.
  static let skanItPlates = """
    Measurement results,,,
    run.skax,,,
    01/07/2030 16:22:41,,,
     ,,,
    Absorbance 1,,,
    Wavelength: 570 nm,,,
     ,,,
    M12,,,
     ,,,
    Abs,1,2,3
    A,1.4402,1.4802,1.4380
    B,1.4561,1.5242,1.5070
    ,,,
    Sample,1,2,3
    A,Std0001,Std0002,Std0003
    B,Std0004,Std0005,Std0006
    ,,,
    ,,,
    Wavelength: 570 nm,,,
     ,,,
    M16,,,
     ,,,
    Abs,1,2,3
    A,1.5789,1.5590,1.5446
    B,1.6099,1.6233,1.6236
    ,,,
    Sample,1,2,3
    A,Std0007,Std0008,Std0009
    B,Std0010,Std0011,Std0012
    ,,,
    Autoloading range A1 - D31,,,
    """

  /// No header; a control called as a well is, before the wells.
  static let magellanPlain = """
    ST1_1\tA1\t44307
    NC1\tB1\t14857
    BL1\tA2\t8
    SM1\tB2\tOVER\t
    Date of measurement: 2030-07-23/Time of measurement: 15:29:06
    DNA.mth
    C:\\x.wsp
    490nm - 530nm
    infinite 200Pro
    Plate
      Part of Plate
      Range: A1:B2
        Fluorescence Intensity
        Excitation Wavelength: 490 nm
        Excitation Bandwidth: 9 nm
        Emission Wavelength: 530 nm
        Emission Bandwidth: 20 nm
        Label: test
    Meas. temperature: Raw data: 20.5 °C

    """

  /// The columns that public parsers of GloMax's lists ask for.
  static let gloMaxColumns = """
    ID,SequenceID,WellPosition,ScanPosition,Tag,RLU,RLU(RQ),Timestamp(ms)
    1,1,A:1,0,,52310,1.0,120
    2,1,A:2,0,,801.5,0.1,240
    3,1,B:1,0,,77,0.1,360

    """
}
