/// What real exports have beside the plain layout of their format, in small files of the project's own
/// making: reads named by their wavelength, pictures among the numbers, one export in several styles.
enum PlateReaderVariantFixtures {
  static let all: [(format: String, text: String)] =
    tables + [
      ("BioTek Gen5", gen5NumberedRead), ("BioTek Gen5", gen5Filters),
      ("Molecular Devices SoftMax Pro", softMaxMinutes),
      ("Molecular Devices SoftMax Pro", softMaxCutoffs), ("PerkinElmer Kaleido", kaleidoImages),
      ("PerkinElmer Kaleido", kaleidoFluorescence),
      ("Tecan i-control or SparkControl", sparkEndpoints),
      ("Tecan i-control or SparkControl", sparkGroupsFirst),
      ("Tecan i-control or SparkControl", iControlRowsOfCycles), ("BMG MARS", marsShortRows),
      ("PerkinElmer EnVision", enSpireCycles),
    ]

  /// A read without a step's name is called by its wavelength, at the end of each of its lines.
  static let gen5NumberedRead = """
    Software Version\t3.12.08

    Experiment File Path:\tC:\\x.xpt
    Protocol File Path:\tC:\\x.prt
    Plate Number\tPlate 1
    Reader Type:\tSynergy

    Procedure Details
    Read\tAbsorbance Endpoint

    660
    \t1\t2\t3
    A\t0.1\t0.2\t0.3\t660
    B\t0.4\t*0.5*\t0.6\t660

    Conc
    \t1\t2\t3
    A\t<0.000\t6.7\t>40.000\tConc
    B\t8.7\t?????\t9.1\tConc

    """

  static let gen5Filters = """
    Software Version\t3.12.08

    Experiment File Path:\tC:\\x.xpt
    Protocol File Path:\tC:\\x.prt
    Plate Number\tPlate 1
    Reader Type:\tSynergy

    Results
    \t1\t2
    A\t21\t22\t360/40,460/40
    \t31\t32\t485/20,528/20
    \t-1\t2\tBlank 360/40,460/40
    B\t23\t24\t360/40,460/40
    \t33\t34\t485/20,528/20
    \t3\t4\tBlank 360/40,460/40

    """

  /// Times below an hour as minutes and seconds; a plate read in part.
  static let softMaxMinutes = """
    ##BLOCKS= 1
    Plate:\tP1\t1.3\tPlateFormat\tKinetic\tAbsorbance\tRaw\tFALSE\t3\t60\t30\t\t\t\t1\t405\t1\t3\t6\t1\t2\tNone
    \tTemperature(¡C)\t1\t2\t3\t\t
    0:00\t37.00\t\t0.1\t0.2\t\t
    \t\t\t0.3\t0.4\t\t
    \t\t
    0:30\t37.00\t\t0.5\t0.6\t\t
    \t\t\t0.7\t0.8\t\t
    \t\t
    ~End
    Original Filename: x

    """

  /// One wavelength read with two cutoffs.
  static let softMaxCutoffs = """
    ##BLOCKS= 1
    Plate:\tP1\t1.3\tPlateFormat\tEndpoint\tFluorescence\tFALSE\tRaw\tFALSE\t1\t\t\t\t\t\t2\t525 525 \t1\t3\t6\t485 485 \tAutomatic\t515 530 \t1\t2
    \tTemperature(¡C)\t1\t2\t3\t\t1\t2\t3
    \t35\t1\t2\t3\t\t11\t12\t13
    \t\t4\t5\t6\t\t14\t15\t16

    ~End

    """

  /// Names of pictures, then what was counted in them, then words with commas in them.
  static let kaleidoImages = """
    Results for IMG 1

    Barcode: V-1, PlateRepeat: 1, WellRepeat: 1
    ,1,2,3
    A,a-0101.tiff,a-0102.tiff,a-0103.tiff
    B,a-0201.tiff,a-0202.tiff,a-0203.tiff

    Analysis Result  default

    Results for Image Analysis ( IMG 1 )

    Barcode: V-1, PlateRepeat: 1, WellRepeat: 1, AnalysisParameter: Infected, Count

    ,1,2,3
    A,1,549,649
    B,2,NaN,33

    Barcode: V-1, PlateRepeat: 1, WellRepeat: 1, AnalysisParameter: Quality

    ,1,2,3
    A,Empty Channel, Empty Channel,Good,Good
    B,Good,Good,Empty Channel, Empty Channel

    Measurement Basic Information
    Software version:,,Kaleido 2.0

    Exported with Kaleido 2.0

    """

  static let kaleidoFluorescence = """
    EnSight Results from,,,
    Result for FI 1,,,
    Barcode,Repeat,Loop no,Exc wl / filter,Ems wl,Analysis Parameter
    BC3,1,,,,
    ,,,
    ,1,2,3
    A,40,48,6
    B,0,54,31
    ,,,
    Measurement Information,,,
    Operation,,,FI 1
    Excitation Wavelength [nm],,,550
    Emission Wavelength [nm],,,580
    Exported with Kaleido 3.5,,,

    """

  /// Each read's settings directly before its list of wells.
  static let sparkEndpoints = """
    Method name: x,,,,,,
    Application: SparkControl,,,,V2.3,,
    Plate,,,,[GRE96ft] - Greiner 96,,
    List of actions in this measurement script:,,,,,,
    Plate,,,,,,
    ,Absorbance,,,,,OD600
    Name,,,,GRE96ft,,
    Plate layout,,,,,,
    ,,,,,,
    Mode,Absorbance,,,,,
    Name,OD600,,,,,
    Measurement wavelength,,,,600,nm,
    Start Time,,,,19/12/2019 15:07,,
    ,,,,,,
    <>,Value,Time [ms],,,,
    A1,0.1,0,,,,
    A2,0.2,204,,,,
    ,,,,,,
    End Time,,,,19/12/2019 15:08,,
    Mode,Fluorescence Top Reading,,,,,
    Name,GFP 70,,,,,
    Excitation wavelength,,,,488,nm,
    Emission wavelength,,,,530,nm,
    ,,,,,,
    <>,Value,Time [ms],,,,
    A1,OVER,0,,,,
    A2,54510,777,,,,
    ,,,,,,

    """

  /// All settings first, then each read's cycles below its name.
  static let sparkGroupsFirst = """
    Application: SparkControl,,,,V2.3
    Mode,Kinetic,,,
    Interval time,,,,00:20:00
    Mode,Absorbance,,,
    Name,OD600,,,
    Measurement wavelength,,,,600
    Mode,Fluorescence Top Reading,,,
    Name,GFP,,,
    Excitation wavelength,,,,485
    Emission wavelength,,,,535
    Start Time,,,,27/02/2020 17:28
    ,,,,
    OD600,,,,
    Cycle Nr.,1,2,,
    Time [s],0,1199.825,,
    Temp. [°C],35.6,37,,
    A1,,,,
    C1,0.1,0.2,,
    ,,,,
    GFP,,,,
    Cycle Nr.,1,2,,
    Time [s],0,1199.825,,
    Temp. [°C],35.6,37,,
    A1,,,,
    C1,7,8,,
    ,,,,

    """

  /// Groups of settings without names; the tables follow in their order, one line a cycle.
  static let iControlRowsOfCycles = """
    Application: Tecan i-control,,,,"Tecan i-control , 1.11.1.0",
    Kinetic Measurement,,,,,
    Mode,,,,Absorbance,
    Wavelength,,,,595,nm
    Mode,,,,Luminescence,
    Integration Time,,,,1000,ms
    Start Time:,14.10.2016 14:11:38,,,,
    ,,,,,
    OD600:600,,,,,
    Cycle Nr.,Time [s],Temp. [°C],A1,A2,B1
    1,0,37.2,0.1,0.2,0.3
    2,300,37,0.4,0.5,OVER
    ,,,,,
    LUMI:Lum,,,,,
    Cycle Nr.,Time [s],Temp. [°C],A1,A2,B1
    1,0,37.6,-4,-2,-5
    2,12.8,37.6,-2,4,2
    ,,,,,

    """

  /// Lines that end with their last read well, below a header of the whole plate.
  static let marsShortRows = """
    User: USER,Path: C:\\Data,Test run no.: 4
    Test name: FI,Date: 1/2/2030

    ID1: P4,
    Fluorescence (FI)

    Raw Data (580/620)

    ,1,2,3,4,5,6
    A,25104,25203
    B,33863,33227,,5

    """

  /// EnSpire writes as EnVision does: a block for each cycle.
  static let enSpireCycles = """
    Plate information
    Plate,Repeat,Barcode,Meas,ScanX,ScanY,Measinfo,Kinetics,Measurement date,
    1,1,,Meas A,0,0,De=1st,1,2/13/2025 11:59:08 AM,

    Results for Meas A -  (RFU)
    ,01,02,03,
    A,390,329,,
    B,574,694,627,

    Plate information
    Plate,Repeat,Barcode,Meas,ScanX,ScanY,Measinfo,Kinetics,Measurement date,
    1,1,,Meas A,0,0,De=1st,2,2/13/2025 12:01:38 PM,

    Results for Meas A -  (RFU)
    ,01,02,03,
    A,391,330,,
    B,575,695,628,

    Exported with EnSpire Workstation version 4.10

    """
}
